import { createCheckAuthorization } from "@clerk/shared/authorization"
import { expect, test } from "vitest"
import { hasOf } from "~react/has"
import { active } from "../../support/sessions"

const acme = active().organization
const sessions = {
  "an admin without plans": { organization: acme, plans: "", features: "" },
  "a member of a paying organization": {
    organization: acme && { ...acme, role: "org:member", permissions: ["org:invoices:create"] },
    plans: "o:pro,u:free",
    features: "o:reports, uo:export,u:themes"
  },
  "a personal account": { organization: null, plans: "u:free", features: "u:export" }
}

const params = [
  {},
  { role: "org:admin" },
  { role: "admin" },
  { role: "org:member" },
  { role: "" },
  { permission: "org:sys_memberships:manage" },
  { permission: "org:invoices:create" },
  { permission: "invoices:create" },
  { plan: "pro" },
  { plan: "org:pro" },
  { plan: "o:pro" },
  { plan: "organization:pro" },
  { plan: "user:pro" },
  { plan: "u:free" },
  { plan: "free" },
  { plan: "team:pro" },
  { plan: "pr" },
  { feature: "export" },
  { feature: "org:export" },
  { feature: "user:export" },
  { feature: "reports" },
  { feature: "user:reports" },
  { feature: "" },
  { role: "org:member", permission: "org:invoices:create" },
  { role: "org:member", plan: "pro" },
  { role: "org:admin", plan: "pro" },
  { plan: "free", feature: "export" },
  { plan: "free", feature: "nothing" },
  { reverification: "strict" as const },
  { role: "org:admin", reverification: "strict" as const }
]

// Clerk's own function, which pages don't load, is the reference.
test.for(Object.entries(sessions))("has() returns the same as Clerk's own for %s", ([_, session]) => {
  const { organization, plans, features } = session
  const clerks = createCheckAuthorization({
    userId: "user_1",
    orgId: organization?.id,
    orgRole: organization?.role,
    orgPermissions: organization?.permissions,
    factorVerificationAge: null,
    plans,
    features
  })
  const has = hasOf(session)

  for (const asked of params) {
    expect(has(asked as never), JSON.stringify(asked)).toBe(clerks(asked as never))
  }
})
