import { readFileSync } from "node:fs"
import path from "node:path"
import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import type { Fault } from "../../emulator/model/faults"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"
import { PROJECT } from "../../scripts/project"
import type { EmulatorClient } from "../support/emulator-client"
import { expectErrorAt, expectFocus, fill, press, says, sees, valueIn } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const settings = inOrganizations
const withSlugs = { organizations: { ...settings.organizations, slugDisabled: false } }
const withDefaults = { organizations: { ...settings.organizations, creationDefaults: true } }
const withAll = { organizations: { ...withSlugs.organizations, creationDefaults: true } }
const withLogo = { organizations: { ...withDefaults.organizations, creationLogo: true } }
const FRONTEND_API = `https://${FRONTEND_API_HOST.development}`
const proposingGoneLogo = {
  match: { path: "/v1/me/organization_creation_defaults" },
  body: {
    response: {
      advisory: { code: "of_a_newer_clerk", severity: "warning", meta: {} },
      form: { name: "Example", slug: "example", logo: `${FRONTEND_API}/gone.png`, blur_hash: null }
    }
  }
} satisfies Fault

const LOGO = path.join(PROJECT, "assets/icon.png")

async function chooseLogo(page: Page, file = LOGO) {
  const [chooser] = await Promise.all([
    page.waitForFileChooser(),
    page.locator("label::-p-text(Logo)").click()
  ])
  await chooser.accept([file])
}

const image = async (emulator: EmulatorClient, id: string) =>
  Buffer.from(await (await fetch(`${emulator.url}/images/${id}`)).arrayBuffer())

/** The id of the only organization. */
async function storedLogo(emulator: EmulatorClient) {
  const { organizations } = await emulator.state()
  expect(organizations).toMatchObject([{ hasLogo: true }])
  return image(emulator, organizations[0]?.id ?? "")
}

test("the first organization is created by its name, and becomes the active one", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await says(page, text("createFirstOrganization"))

    await fill(page, "Name", "Hopper Labs")
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({
      organization: { name: "Hopper Labs", role: "org:admin" }
    })
    expect((await emulator.state()).organizations).toMatchObject([{ name: "Hopper Labs", hasLogo: false }])
  }))

test("two tabs that press Create at the same time make one organization", () =>
  withExtension({ settings }, async ({ emulator, openPopup, openPage, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const one = await taskPage("choose-organization")
    await fill(one, "Name", "Hopper Labs")
    const other = await openPage("/tabs/choose-organization.html")
    await fill(other, "Name", "Hopper Labs")

    const submit = (page: Page) => page.evaluate(() => document.querySelector("form")?.requestSubmit())
    await Promise.all([submit(one), submit(other)])

    await snapshot("active")
    await says(other, text("doneTitle"))
    expect((await emulator.state()).organizations).toMatchObject([{ name: "Hopper Labs" }])
  }))

test("another organization can be created, and one can go back to the list instead", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, { memberships: [{ name: "Acme" }, { name: "Globex" }] })
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await press(page, "Create an organization")
    await press(page, "Back")
    await sees(page, "button", "Acme")

    await press(page, "Create an organization")
    await fill(page, "Name", "Hopper Labs")
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
  }))

test("the slug follows the name, also where the instance proposes one; both come back after a reload, and a wrong slug is not sent", () =>
  withExtension({ settings: withAll }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    expect(await valueIn(page, "Name")).toBe("Example")
    expect(await valueIn(page, "Slug")).toBe("example")

    await fill(page, "Slug", "edited")
    await fill(page, "Name", "Höpper & Labs")
    expect(await valueIn(page, "Slug")).toBe("hopper-labs")
    await page.reload()
    expect(await valueIn(page, "Name")).toBe("Höpper & Labs")
    expect(await valueIn(page, "Slug")).toBe("hopper-labs")

    await fill(page, "Slug", "--")
    await press(page, "Create")
    await expectErrorAt(page, "Slug", text("slugInvalid"))
    await expectFocus(page, "Slug")
    expect((await emulator.state()).organizations).toEqual([])

    await fill(page, "Slug", "hopper")
    await press(page, "Create")
    expect(await snapshot("active")).toMatchObject({
      organization: { name: "Höpper & Labs", slug: "hopper" }
    })
  }))

test("a slug that is taken is refused at the slug, nothing typed is lost, and another one is taken", () =>
  withExtension({ settings: withSlugs }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await emulator.addOrganization({ name: "Hopper Labs" })
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await fill(page, "Name", "Hopper Labs")
    await press(page, "Create")
    await expectErrorAt(page, "Slug", "This slug is taken. Try another.")
    expect(await valueIn(page, "Name")).toBe("Hopper Labs")
    expect(await valueIn(page, "Slug")).toBe("hopper-labs")

    await fill(page, "Slug", "hopper-labs-2")
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { slug: "hopper-labs-2" } })
  }))

test("a name that Clerk does not take is refused at the name", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")

    await fill(page, "Name", "https://example.com")
    await press(page, "Create")

    await expectErrorAt(page, "Name", "The name can't contain links or HTML.")
    expect(await valueIn(page, "Name")).toBe("https://example.com")
  }))

test("the logo that the instance proposes is shown, and stored", () =>
  withExtension({ settings: withLogo }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Remove the logo")
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>("form img")?.naturalWidth)

    await press(page, "Create")

    await snapshot("active")
    expect(await storedLogo(emulator)).toEqual(await image(emulator, "proposed-logo"))
  }))

test("another logo that is chosen in its place is stored", () =>
  withExtension({ settings: withLogo }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await press(page, "Remove the logo")
    await chooseLogo(page)
    await sees(page, "button", "Remove the logo")

    await press(page, "Create")

    await snapshot("active")
    expect(await storedLogo(emulator)).toEqual(readFileSync(LOGO))
  }))

test.for(["stored", "had from where it is proposed"])(
  "a logo that cannot be %s does not keep the organization from being chosen, and the page says so",
  (what) =>
    withExtension({ settings: withDefaults }, async ({ emulator, openPopup, taskPage, snapshot }) => {
      await addGrace(emulator, {})
      await emulator.setFaults([
        what === "stored" ? { match: { path: "/v1/organizations/*/logo" }, status: 500 } : proposingGoneLogo
      ])
      await signIn(await openPopup(), grace)
      const page = await taskPage("choose-organization")
      await fill(page, "Name", "Hopper Labs")
      if (what === "stored") await chooseLogo(page)
      await sees(page, "button", "Remove the logo")
      // An advice with a code of a newer Clerk is not taken for one that is known.
      expect(await page.$("[role=note]")).toBeNull()

      await press(page, "Create")

      expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
      await says(page, text("createOrganizationLogoFailed"))
      await sees(page, "button", "Continue")
    })
)

test("a file that is no picture is refused before anything is sent", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await sees(page, "textbox", "Name")

    await chooseLogo(page, path.join(PROJECT, "README.md"))

    await says(page, text("logoWrongType"))
  }))

test("what the instance proposes stands in the form, a logo that is not wanted is not stored, and an organization of the same domain is named", () =>
  withExtension({ settings: withLogo }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await emulator.addOrganization({ name: "Example Inc", domain: "example.com" })
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")

    await says(page, text("organizationExists", "Example Inc", "example.com"))
    expect(await valueIn(page, "Name")).toBe("Example")
    await press(page, "Remove the logo")
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Example" } })
    expect((await emulator.state()).organizations).toMatchObject([{}, { name: "Example", hasLogo: false }])
  }))

test("without its proposals the form is empty, and works", () =>
  withExtension({ settings: withDefaults }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await emulator.setFaults([{ match: { path: "/v1/me/organization_creation_defaults" }, status: 500 }])
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    expect(await valueIn(page, "Name")).toBe("")

    await fill(page, "Name", "Hopper Labs")
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
  }))

test("an organization is created once although Chrome repeats the request, and nobody hears of the first", () =>
  withExtension(
    { seed: "pending-choose-organization" },
    async ({ emulator, openPopup, taskPage, snapshot }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await press(page, "Create an organization")
      await fill(page, "Name", "Zeta")
      await emulator.setFaults([
        { match: { method: "POST", path: "/v1/organizations" }, times: 1, abort: "after" }
      ])

      await press(page, "Create")

      expect(await snapshot("active")).toMatchObject({ organization: { name: "Zeta" } })
      const { organizations } = await emulator.state()
      expect(organizations.filter(({ name }) => name === "Zeta")).toHaveLength(1)
    }
  ))
