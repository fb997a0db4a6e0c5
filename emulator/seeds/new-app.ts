import type { NewUserInput } from "../control-api/users"
import type { Planner, Seed } from "./seed"

type Person = Pick<
  NewUserInput,
  "firstName" | "lastName" | "passwordCompromised" | "createOrganizationEnabled"
> & {
  expect: string
  /** A number in Clerk's test mode, already set up as the second factor. */
  phone?: string
  places?: Pick<NewUserInput, "memberships" | "invitations" | "suggestions">
}

const PASSWORD = "sunny-harbor-37-lanterns"

const CLIENTS = [
  "Aster Bakery",
  "Birchwood Dental",
  "Cobalt Cycles",
  "Dune Architects",
  "Ember Ceramics",
  "Fjord Outdoor",
  "Granite Legal",
  "Indigo Print",
  "Juniper Health",
  "Kestrel Drones",
  "Linden School",
  "Marlow Films",
  "Nettle Foods",
  "Opal Optics",
  "Quartz Watches",
  "Rowan Gardens",
  "Saffron Kitchen",
  "Thistle Wool",
  "Umber Paints",
  "Violet Travel",
  "Willow Yoga",
  "Zephyr Sails"
]
const PARTNERS = ["Northwind", "Harbor Logistics", "Studio Alder", "Quayside Partners", "Meridian Books"]

const member = (organization: string) => ({ organization, role: "org:member" })
const admin = (organization: string) => ({ organization, role: "org:admin" })

const PEOPLE: Person[] = [
  {
    firstName: "Maya",
    lastName: "Okafor",
    expect: "every task: new password, second factor, organization",
    passwordCompromised: true,
    places: {
      memberships: [admin("northwind"), member("studio-alder")],
      invitations: [member("harbor-logistics")]
    }
  },
  {
    firstName: "Felix",
    lastName: "Brandt",
    expect: "one task: choose a new password, because the old one was found in a breach",
    passwordCompromised: true,
    phone: "+15555550101",
    places: { memberships: [member("northwind")] }
  },
  {
    firstName: "Sofia",
    lastName: "Reyes",
    expect: "one task: set up a second factor",
    places: { memberships: [member("northwind")] }
  },
  {
    firstName: "Jonas",
    lastName: "Lindqvist",
    expect: "one task: choose between two organizations",
    phone: "+15555550103",
    places: { memberships: [member("northwind"), admin("harbor-logistics")] }
  },
  {
    firstName: "Amara",
    lastName: "Diallo",
    expect: "no tasks",
    phone: "+15555550104",
    places: { memberships: [admin("northwind")] }
  },
  {
    firstName: "Lena",
    lastName: "Novak",
    expect: `one task: choose from ${CLIENTS.length} organizations, 3 invitations and 2 suggestions`,
    phone: "+15555550105",
    places: {
      memberships: CLIENTS.map((name) => member(slugOf(name))),
      invitations: ["harbor-logistics", "quayside-partners", "meridian-books"].map(member),
      suggestions: ["northwind", "studio-alder"]
    }
  },
  {
    firstName: "Tomas",
    lastName: "Silva",
    expect: "one task: choose an organization, with none to choose from and no permission to create one",
    phone: "+15555550106",
    createOrganizationEnabled: false
  }
]

/** Accounts at Google: two belong to users, one of whom has a second factor, and one belongs to a person without an account. */
const AT_GOOGLE = [
  { firstName: "Sofia", lastName: "Reyes", email: "sofia+clerk_test@northwind.example" },
  { firstName: "Amara", lastName: "Diallo", email: "amara+clerk_test@northwind.example" },
  { firstName: "Nadia", lastName: "Haddad", email: "nadia+clerk_test@northwind.example" }
]

/**
 * An app with the defaults that Clerk sets today: email with password or code, Google and Device Trust. Its owner, Northwind, also
 * requires an organization and a second factor.
 */
export const newApp: Seed = {
  accounts: PEOPLE.map((person) => ({
    address: addressOf(person),
    password: PASSWORD,
    expect: `${proofOf(person)}; ${person.expect}`
  })),
  plant
}

/** What Clerk requires besides the password on a new device. */
function proofOf({ passwordCompromised, phone }: Person) {
  if (passwordCompromised && phone)
    return "email code 424242 instead of the password, then text message code 424242"
  if (passwordCompromised) return "email code 424242 instead of the password"
  return `password, then ${phone ? "text message" : "email"} code 424242`
}

async function plant({ settings, organization, user, providerAccount }: Planner) {
  settings({
    applicationName: "Northwind",
    organizations: {
      enabled: true,
      forceSelection: true,
      maxAllowedMemberships: 50,
      creationDefaults: true,
      domains: true
    },
    mfa: { required: true, authenticatorApp: true, phoneCode: true, backupCode: true },
    password: { checkCompromised: true },
    social: { google: true }
  })
  for (const name of [...PARTNERS, ...CLIENTS]) {
    organization({ name, ...(name === "Northwind" && { domain: "northwind.example" }) })
  }
  for (const { expect, places, phone, ...person } of PEOPLE) {
    const secondFactor = phone && { phone, phoneSecondFactor: true }
    await user({ ...person, ...places, ...secondFactor, email: addressOf(person), password: PASSWORD })
  }
  for (const { firstName, lastName, email } of AT_GOOGLE) {
    providerAccount({ firstName, lastName, email, provider: "google" })
  }
}

// The tag enables Clerk's test mode: no messages are sent, and the code is 424242.
function addressOf({ firstName }: Pick<Person, "firstName">) {
  return `${firstName?.toLowerCase()}+clerk_test@northwind.example`
}

function slugOf(name: string) {
  return name.toLowerCase().replaceAll(" ", "-")
}
