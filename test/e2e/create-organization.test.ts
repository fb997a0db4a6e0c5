import { readFileSync } from "node:fs"
import path from "node:path"
import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { PROJECT } from "../../scripts/project"
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
const LOGO = path.join(PROJECT, "assets/icon.png")

async function chooseLogo(page: Page, file = LOGO) {
  const [chooser] = await Promise.all([
    page.waitForFileChooser(),
    page.locator("label::-p-text(Logo)").click()
  ])
  await chooser.accept([file])
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

test("the logo that is chosen is stored", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await fill(page, "Name", "Hopper Labs")
    await chooseLogo(page)
    await sees(page, "button", "Remove the logo")

    await press(page, "Create")

    await snapshot("active")
    const { organizations } = await emulator.state()
    expect(organizations).toMatchObject([{ name: "Hopper Labs", hasLogo: true }])
    const stored = await fetch(`${emulator.url}/images/${organizations[0]?.id}`)
    expect(Buffer.from(await stored.arrayBuffer()).equals(readFileSync(LOGO))).toBe(true)
  }))

test("a logo that cannot be stored does not keep the organization from being chosen, and is told of", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await emulator.setFaults([{ match: { path: "/v1/organizations/*/logo" }, status: 500 }])
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await fill(page, "Name", "Hopper Labs")
    await chooseLogo(page)
    await sees(page, "button", "Remove the logo")

    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
    await says(page, text("createOrganizationLogoFailed"))
    await sees(page, "button", "Continue")
  }))

test("a file that is no picture is refused before anything is sent", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await sees(page, "textbox", "Name")

    await chooseLogo(page, path.join(PROJECT, "README.md"))

    await says(page, text("logoWrongType"))
  }))

test("where the instance proposes a name it stands in the form, and an organization of the same domain is named", () =>
  withExtension({ settings: withDefaults }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await emulator.addOrganization({ name: "Example Inc", domain: "example.com" })
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")

    await says(page, text("organizationExists", "Example Inc", "example.com"))
    expect(await valueIn(page, "Name")).toBe("Example")
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Example" } })
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
