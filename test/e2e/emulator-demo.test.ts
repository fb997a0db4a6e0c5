import type { Page } from "puppeteer"
import { describe, expect, test } from "vitest"
import { createVisits, find, textOf } from "../emulator/browser"
import { given, PASSWORD } from "../emulator/support"
import { totpCode } from "../support/totp-code"

const ADA = "ada+clerk_test@example.com"
const BOB = "bob+clerk_test@example.com"
const BETTER = "tin-whistle-under-9-stars"

const visit = createVisits()
const visitSecurely = createVisits({ isSecure: true })

const shownOn = (page: Page) => textOf(page, "#page").catch(() => "")
const waitFor = (page: Page, text: string | RegExp) =>
  expect.poll(() => shownOn(page), { timeout: 10_000 }).toMatch(text)
const pathOf = (page: Page) => new URL(page.url()).pathname

async function fill(page: Page, values: Record<string, string>, submit: string) {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).fill(value)
  await find(page, submit, "button").click()
}

async function signIn(page: Page, identifier = ADA, password = PASSWORD) {
  await page.goto(new URL("/demo/sign-in", page.url()).href)
  await fill(page, { identifier, password }, "Continue")
}

const cookie = async (page: Page, name: string) =>
  (await page.browserContext().cookies()).find((candidate) => candidate.name === name)

async function doEveryTask(page: Page) {
  await signIn(page)
  await waitFor(page, "Choose a new password")
  await fill(page, { new_password: BETTER }, "Save")

  await waitFor(page, "Set up two-step verification")
  await find(page, "Use an authenticator app", "button").click()
  await page.waitForSelector("main code")
  await fill(page, { code: totpCode(await textOf(page, "main code")) }, "Verify")
  await waitFor(page, /Save your backup codes\s+(\w{8}\s+){10}/)
  await find(page, "I've saved them").click()

  await waitFor(page, "Choose an organization")
  await page.locator("::-p-text(Globex)").click()
  await waitFor(page, "Welcome, Ada")
}

describe("the demo app signs in with the real SDK, and does every task on its page,", () => {
  test("at localhost, where the browser's token is in a cookie", () =>
    visit(
      "/demo",
      async ({ page, emulator }) => {
        await waitFor(page, "Signed out")
        await doEveryTask(page)

        expect(await shownOn(page)).toMatch(/Status\s+active\s+Tasks\s+none\s+Organization\s+Globex/)
        await waitFor(page, /200 \{\s+"signedIn": true/)
        expect((await emulator.state()).sessions).toMatchObject([{ status: "active" }])
        expect(await cookie(page, "__clerk_db_jwt")).toMatchObject({ domain: "localhost", secure: false })
      },
      "pending-every-task"
    ))

  test("at the host of the publishable key", () =>
    visitSecurely(
      "/demo",
      async ({ page, origin }) => {
        await waitFor(page, "Signed out")
        await doEveryTask(page)

        expect(page.url()).toBe(`${origin}/demo`)
        await waitFor(page, /200 \{\s+"signedIn": true/)
        expect(await cookie(page, "__clerk_db_jwt")).toMatchObject({ secure: true })
      },
      "pending-every-task"
    ))
})

test("a pending session is signed out for the protected endpoint, and leads to its task", () =>
  visit(
    "/demo",
    async ({ page }) => {
      await signIn(page)
      await waitFor(page, "Choose an organization")

      await page.goto(new URL("/demo", page.url()).href)
      await waitFor(page, /Status\s+pending\s+Tasks\s+choose-organization/)
      await waitFor(page, /401 \{\s+"signedIn": false,\s+"reason": "session-pending"/)
      await find(page, "Complete the current task").click()

      await waitFor(page, "Choose an organization")
    },
    "pending-choose-organization"
  ))

test("an invitation is accepted, a suggestion requested, an organization created", () =>
  visit(
    "/demo",
    async ({ page, emulator }) => {
      await signIn(page)
      await find(page, "Request to join Umbrella", "button").click()
      await waitFor(page, "Requested: Umbrella")
      await find(page, "Join Initech", "button").click()
      await waitFor(page, /Organization\s+Initech/)
      await waitFor(page, /200 \{\s+"signedIn": true/)

      await emulator.reset("pending-choose-organization")
      await signIn(page)
      await fill(page, { name: "Hooli" }, "Create")
      await waitFor(page, /Organization\s+Hooli/)
    },
    "pending-choose-organization"
  ))

test("a phone number becomes the second factor", () =>
  visit(
    "/demo",
    async ({ page }) => {
      await signIn(page)
      await find(page, "Use text messages", "button").click()
      await fill(page, { phone_number: "12" }, "Send code")
      await waitFor(page, "Enter a valid phone number")
      await fill(page, { phone_number: "+12015550123" }, "Send code")
      await waitFor(page, "Check your messages")
      await fill(page, { code: "424242" }, "Verify")
      await find(page, "I've saved them").click()

      await waitFor(page, /Status\s+active/)
    },
    "pending-setup-mfa"
  ))

test("a wrong password gets its error at the field, and a code signs in without one", () =>
  visit(
    "/demo/sign-in",
    async ({ page }) => {
      await fill(page, { identifier: ADA, password: "no" }, "Continue")
      await waitFor(page, "Password is incorrect")
      expect(await page.$eval("[name=password]", (input) => input.getAttribute("aria-invalid"))).toBe("true")

      await fill(page, { identifier: ADA, password: "" }, "Continue")
      await waitFor(page, "Check your messages")
      await fill(page, { code: "424242" }, "Verify")

      await waitFor(page, "Welcome, Ada")
    },
    "active"
  ))

test("a new user signs up and completes the tasks", () =>
  visit("/demo/sign-up", async ({ page, emulator }) => {
    await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true } })
    await fill(page, { first_name: "Bob", email_address: BOB, password: "short" }, "Continue")
    await waitFor(page, "Passwords must be 8 characters or more")
    await fill(page, { password: PASSWORD }, "Continue")
    await waitFor(page, "Check your messages")
    await fill(page, { code: "424242" }, "Verify")
    await waitFor(page, "Choose an organization")
    await fill(page, { name: "Hooli" }, "Create")

    await waitFor(page, /Welcome, Bob.*Organization\s+Hooli/s)
  }))

test("an invited user signs up by the link, with a number, and signs in by username", () =>
  visit("/demo/sign-up", async ({ page, emulator }) => {
    await emulator.changeSettings({
      signIn: { username: true },
      signUp: { mode: "restricted", username: "required", phoneNumber: "required" }
    })
    const { url } = await emulator.inviteToApp({ emailAddress: BOB })

    await page.goto(url)
    await waitFor(page, "You're invited")
    expect(await page.$("[name=email_address]")).toBeNull()
    await fill(page, { username: "bob_by", phone_number: "+12015550123", password: PASSWORD }, "Continue")
    await waitFor(page, "Code sent to +12015550123")
    await fill(page, { code: "424242" }, "Verify")
    await waitFor(page, /Status\s+active/)

    expect((await emulator.state()).users).toMatchObject([{ email: BOB, username: "bob_by" }])
  }))

test("a sign-in requires a second factor", () =>
  visit("/demo/sign-in", async ({ page, emulator }) => {
    const { totpSecret } = await emulator.addUser({ email: ADA, password: PASSWORD, totp: true })

    await fill(page, { identifier: ADA, password: PASSWORD }, "Continue")
    await waitFor(page, "Verify it's you")
    await fill(page, { code: totpCode(totpSecret) }, "Verify")

    await waitFor(page, /Status\s+active/)
  }))

test("the organization can be switched, and the session signed out", () =>
  visit("/demo", async ({ page, emulator }) => {
    await emulator.changeSettings({ organizations: { enabled: true } })
    await emulator.addOrganization({ name: "Acme" })
    await emulator.addUser({ email: ADA, password: PASSWORD, memberships: ["acme"] })
    await signIn(page)
    await waitFor(page, /Organization\s+none/)

    await page.locator("select").fill(given((await emulator.state()).organizations[0]).id)
    await waitFor(page, /Organization\s+Acme/)
    await waitFor(page, /"organizationRole": "org:member"/)
    await find(page, "Sign out", "button").click()

    await waitFor(page, /^Sign in/)
    expect((await emulator.state()).sessions).toMatchObject([{ status: "removed" }])
  }))

test("the user can switch between two accounts", () =>
  visit("/demo", async ({ page, emulator }) => {
    await emulator.changeSettings({ session: { multiSession: true } })
    await emulator.addUser({ email: ADA, password: PASSWORD, firstName: "Ada" })
    await emulator.addUser({ email: BOB, password: PASSWORD, firstName: "Bob" })
    await signIn(page)
    await find(page, "Add another account").click()
    await fill(page, { identifier: BOB, password: PASSWORD }, "Continue")
    await waitFor(page, "Welcome, Bob")

    await find(page, `Switch to ${ADA}`, "button").click()

    await waitFor(page, "Welcome, Ada")
  }))

test.each(["/demo/tasks/setup-mfa", "/demo/tasks/nonsense", "/demo/sign-in"])(
  "a user who has nothing to do at %s is sent on",
  (path) =>
    visit(
      "/demo",
      async ({ page, origin }) => {
        await signIn(page)
        await waitFor(page, "Choose a new password")

        // The page leaves before it has loaded, and `goto` might wait for that forever.
        await page.evaluate((to) => {
          document.title = "before"
          location.assign(to)
        }, origin + path)
        const isNew = () => page.evaluate(() => document.title !== "before").catch(() => false)
        await expect.poll(isNew).toBe(true)

        await expect.poll(() => pathOf(page)).toBe("/demo/tasks/reset-password")
      },
      "pending-reset-password"
    )
)

test("a browser that the emulator has forgotten starts again", () =>
  visit(
    "/demo",
    async ({ page, emulator }) => {
      await signIn(page)
      await waitFor(page, "Welcome, Ada")
      await waitFor(page, /200 \{\s+"signedIn": true/)

      await emulator.reset("active")
      await page.reload()
      await waitFor(page, "Signed out")
      await signIn(page)

      await waitFor(page, "Welcome, Ada")
    },
    "active"
  ))

test("it fits on a phone's screen", () =>
  visit(
    "/demo",
    async ({ page }) => {
      await page.setViewport({ width: 320, height: 640 })
      await signIn(page)
      await waitFor(page, "Choose an organization")

      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    },
    "pending-choose-organization"
  ))
