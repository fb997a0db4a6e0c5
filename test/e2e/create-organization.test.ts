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

/** The only organization's logo. */
async function storedLogo(emulator: EmulatorClient) {
  const { organizations } = await emulator.state()
  expect(organizations).toMatchObject([{ hasLogo: true }])
  return image(emulator, organizations[0]?.id ?? "")
}

test("the first organization needs only a name, and becomes the active one", () =>
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

test("another organization can be created, and the user can go back to the list instead", () =>
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

test("the slug follows the name, even if the instance proposes one; both survive a reload, and a wrong slug isn't sent", () =>
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

test("a taken slug gets its error at the slug, nothing typed is lost, and another slug works", () =>
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

test("a name that Clerk refuses gets its error at the name", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")

    await fill(page, "Name", "https://example.com")
    await press(page, "Create")

    await expectErrorAt(page, "Name", "The name can't contain links or HTML.")
    expect(await valueIn(page, "Name")).toBe("https://example.com")
  }))

test("the logo that the instance proposes is shown and stored", () =>
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

test("another logo chosen in its place is stored", () =>
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

test.for(["stored", "fetched from the proposed address"])(
  "a logo that can't be %s doesn't keep the organization from being chosen, and the page shows a warning",
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
      // Advice with a newer Clerk's code isn't mistaken for a known one.
      expect(await page.$("[role=note]")).toBeNull()

      await press(page, "Create")

      expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
      await says(page, text("createOrganizationLogoFailed"))
      await sees(page, "button", "Continue")
    })
)

test("a file that isn't a picture is refused before anything is sent", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await sees(page, "textbox", "Name")

    await chooseLogo(page, path.join(PROJECT, "README.md"))

    await says(page, text("logoWrongType"))
  }))

test("the form starts with the instance's proposals, an unwanted logo isn't stored, and an organization of the same domain is named", () =>
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

test("without proposals the form is empty, and works", () =>
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

test("an organization is created once although Chrome repeats the request and drops the first answer", () =>
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
