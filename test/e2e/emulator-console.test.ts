import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { createVisits, find, textOf } from "../emulator/browser"
import { PASSWORD, request, signInElsewhere } from "../emulator/support"

const ADA = "ada+clerk_test@example.com"

const visit = createVisits()

const usersOf = (page: Page) => textOf(page, "#user-rows")
const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName)

test("it shows users with their sessions and tasks, as they appear", () =>
  visit(
    "/",
    async ({ page, emulator }) => {
      await expect.poll(() => usersOf(page)).toContain("No session")

      const { sessionId } = await signInElsewhere(emulator, ADA)

      await expect.poll(() => usersOf(page)).toContain(sessionId)
      expect(await usersOf(page)).toMatch(/pending\s+reset-password\s+setup-mfa\s+choose-organization/)
    },
    "pending-every-task"
  ))

test("one click marks a password as compromised, and the next takes it back", () =>
  visit(
    "/",
    async ({ page, emulator }) => {
      await signInElsewhere(emulator, ADA)

      await find(page, `Mark password compromised: ${ADA}`).click()
      await expect.poll(() => usersOf(page)).toMatch(/pending\s+reset-password/)
      await expect.poll(() => textOf(page, "#message")).toBe(`Marked the password for ${ADA} as compromised.`)

      await find(page, `Mark password safe: ${ADA}`).click()
      await expect.poll(() => usersOf(page)).toContain("active")
    },
    "active"
  ))

test("one click requires MFA, and another one forces an organization", () =>
  visit("/", async ({ page, emulator }) => {
    await emulator.addUser({ email: ADA, password: PASSWORD })
    await signInElsewhere(emulator, ADA)
    await expect.poll(() => usersOf(page)).toContain("active")

    await find(page, "Require two-step verification", "checkbox").click()
    await expect.poll(() => usersOf(page)).toMatch(/pending\s+setup-mfa/)
    await find(page, "Require an organization", "checkbox").click()
    await expect.poll(() => usersOf(page)).toMatch(/setup-mfa\s+choose-organization/)

    expect((await emulator.state()).settings.mfa).toMatchObject({ required: true, authenticatorApp: true })
  }))

test("one click revokes a session, and one bans a user", () =>
  visit(
    "/",
    async ({ page, emulator }) => {
      const { sessionId } = await signInElsewhere(emulator, ADA)

      await find(page, `Revoke: ${sessionId}`).click()
      await expect.poll(() => usersOf(page)).toContain("No session")
      await find(page, `Ban: ${ADA}`).click()
      await expect.poll(() => usersOf(page)).toContain("banned")

      expect((await emulator.state()).users[0]?.banned).toBe(true)
    },
    "active"
  ))

test("users and organizations are added, found and deleted", () =>
  visit("/", async ({ page, emulator }) => {
    await find(page, "Add an organization").click()
    await page.locator("#add-organization [name=name]").fill("Acme")
    await page.locator("#add-organization [type=submit]").click()
    await expect.poll(() => textOf(page, "#organization-rows")).toContain("acme")
    await find(page, "Add a user").click()
    await page.locator("#add-user [name=email]").fill("grace@acme.com")
    await page.locator("#add-user [name=organization]").fill("acme")
    await page.locator("#add-user [name=totp]").click()
    await page.locator("#add-user [type=submit]").click()
    await expect.poll(() => usersOf(page)).toContain("1 organization")
    await expect.poll(() => textOf(page, "#message")).toMatch(/Authenticator app secret: [A-Z2-7]{32}/)

    await page.locator("#user-search").fill("nobody")
    await expect.poll(() => textOf(page, "#no-users")).toBe("No matches.")
    await page.locator("#user-search").fill("grace")
    await find(page, "Delete: grace@acme.com").click()

    await expect.poll(async () => (await emulator.state()).users).toEqual([])
  }))

test("a person is invited to the app and uninvited, and another is let in from the waitlist", () =>
  visit("/", async ({ page, emulator }) => {
    const invitations = () => textOf(page, "#invitation-rows")
    await find(page, "Send an invitation").click()
    await page.locator("#invite [name=emailAddress]").fill("grace@acme.com")
    await page.locator("#invite [type=submit]").click()
    await expect.poll(invitations).toMatch(/grace@acme\.com\s+pending/)
    await find(page, "Revoke: the invitation for grace@acme.com").click()
    await expect.poll(invitations).toContain("revoked")

    await emulator.changeSettings({ signUp: { mode: "waitlist" } })
    await request(emulator, "/waitlist", { method: "POST", body: { email_address: "ada@acme.com" } })
    await find(page, "Invite: ada@acme.com").click()
    await expect.poll(() => textOf(page, "#waitlist-rows")).toMatch(/ada@acme\.com\s+invited/)
    expect((await emulator.inbox("ada@acme.com"))[0]?.link).toContain("/v1/tickets/accept?ticket=")
  }))

test("a user without an address is shown by username", () =>
  visit("/", async ({ page }) => {
    await find(page, "Add a user").click()
    await page.locator("#add-user [name=username]").fill("grace_h")
    await page.locator("#add-user [type=submit]").click()

    await expect.poll(() => usersOf(page)).toContain("grace_h")
    await expect.poll(() => textOf(page, "#message")).toBe("Added grace_h.")
  }))

test("a refusal is shown, and changes nothing", () =>
  visit(
    "/",
    async ({ page, emulator }) => {
      await find(page, "Add a user").click()
      await page.locator("#add-user [name=email]").fill(ADA)
      await page.locator("#add-user [type=submit]").click()

      await expect.poll(() => textOf(page, "#message")).toBe("email: Another user has this email address.")
      expect((await emulator.state()).users).toHaveLength(1)
      await find(page, "Dismiss").click()
      expect(await textOf(page, "#message")).toBe("")
    },
    "active"
  ))

test("the inbox has the codes, ready to copy", () =>
  visit("/", async ({ page, emulator }) => {
    await emulator.addUser({ email: "grace@acme.com" })
    const body = { identifier: "grace@acme.com", strategy: "email_code" }
    await request(emulator, "/client/sign_ins", { method: "POST", body })
    const code = (await emulator.inbox())[0]?.code

    await find(page, "Copy the code for grace@acme.com").click()
    await expect.poll(() => textOf(page, "#message")).toBe("Copied the code for grace@acme.com.")

    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code)
  }))

test("requests appear as they come, unless the log is paused", () =>
  visit("/", async ({ page, emulator }) => {
    const rows = () => textOf(page, "#request-rows")
    await request(emulator, "/nonsense", { headers: { origin: "chrome-extension://abc" } })
    await expect.poll(rows).toMatch(/GET \/v1\/nonsense\s+404.*chrome-extension:\/\/abc/s)

    await find(page, "Pause", "checkbox").click()
    await request(emulator, "/health")
    await request(emulator, "/client/sign_ins", { method: "POST", body: { identifier: "x" } })
    await emulator.addUser({ email: ADA })
    await expect.poll(() => usersOf(page)).toContain(ADA)
    expect(await rows()).not.toContain("/v1/health")

    await find(page, "Pause", "checkbox").click()
    await expect.poll(rows).toContain("/v1/health")
  }))

test("faults and latency can be switched on and off", () =>
  visit("/", async ({ page, emulator }) => {
    const status = async () => (await request(emulator, "/client")).status
    const latest = () => page.$eval("#request-rows .tag", (tag) => tag.textContent)

    await find(page, "503: Clerk is down", "radio").click()
    await expect.poll(status).toBe(503)
    // By now it shows which fault is on: a click on the selected one does nothing.
    await expect.poll(latest).toBe("503")
    await find(page, "No fault", "radio").click()
    await expect.poll(status).toBe(200)
    await expect.poll(latest).toBe("200")

    await find(page, "Add a custom fault").click()
    await page.locator("#add-fault [name=path]").fill("/v1/client")
    await page.locator("#add-fault [name=status]").fill("418")
    await find(page, "Process the request anyway", "checkbox").click()
    await page.locator("#add-fault [type=submit]").click()
    await expect.poll(status).toBe(418)
    expect(await emulator.faults()).toEqual([{ match: { path: "/v1/client" }, status: 418, workDone: true }])
    await find(page, "Remove: /v1/client").click()
    await expect.poll(status).toBe(200)
    // What was switched off stays off, however soon the next is switched on.
    await find(page, "503: Clerk is down", "radio").click()
    await expect.poll(status).toBe(503)
    await expect.poll(latest).toBe("503")
    await find(page, "No fault", "radio").click()
    await expect.poll(status).toBe(200)

    // An input that has the focus isn't overwritten.
    await page.focus("#latency")
    await page.locator("#latency").fill("20")
    await page.keyboard.press("Tab")
    await page.locator("#latency-after").fill("10")
    await page.keyboard.press("Tab")
    await expect
      .poll(async () => (await emulator.state()).latency)
      .toEqual({ milliseconds: 20, afterMilliseconds: 10 })
  }))

test("the clock can be moved, and set right again", () =>
  visit("/", async ({ page, emulator }) => {
    const offset = async () => (await emulator.state()).clock.offsetSeconds

    await find(page, "+10 minutes").click()
    await expect.poll(() => textOf(page, "#offset")).toBe("600 s ahead of real time")
    await find(page, "+1 hour").click()
    await expect.poll(offset).toBe(4200)
    await find(page, "Use real time").click()

    await expect.poll(offset).toBe(0)
  }))

test("every setting can be changed, and a meaningless value is reverted", () =>
  visit("/", async ({ page, emulator }) => {
    await find(page, "Settings", "heading").click()
    const field = (label: string) => page.locator(`::-p-aria(${label})`)

    await field("Token lifetime seconds").fill("600")
    await page.keyboard.press("Tab")
    await expect.poll(async () => (await emulator.state()).settings.session.tokenLifetimeSeconds).toBe(600)
    // An input that has the focus isn't overwritten.
    await field("Min length").click()
    await field("Min length").fill("3")
    await page.keyboard.press("Tab")
    await expect.poll(() => textOf(page, "#message")).toContain("password.minLength")

    await expect
      .poll(() =>
        field("Min length")
          .map((input) => (input as HTMLInputElement).value)
          .wait()
      )
      .toBe("8")
  }))

test("a reset restores a seed, and shows which users can sign in", () =>
  visit("/", async ({ page, emulator }) => {
    // By now it shows which seed it has.
    await expect.poll(() => textOf(page, "#offset")).toBe("real time")
    await page.locator("#seed").fill("new-app")
    await find(page, "Reset", "button").click()

    await expect.poll(() => usersOf(page)).toContain("Maya Okafor")
    expect((await emulator.state()).users).toHaveLength(7)
    await expect
      .poll(() => textOf(page, "#account-rows"))
      .toMatch(/maya\+clerk_test@northwind\.example.*sunny-harbor/s)
  }))

test("it shows what to paste into .env", () =>
  visit("/", async ({ page, emulator }) => {
    await find(page, "Copy both lines").click()
    await expect.poll(() => textOf(page, "#message")).toBe("Copied both lines.")

    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY=${emulator.publishableKey}\nCLERK_FRONTEND_API=${emulator.url}`
    )
  }))

test("a button that is redrawn keeps the keyboard focus", () =>
  visit(
    "/",
    async ({ page }) => {
      await page.waitForSelector(`[aria-label="Lock: ${ADA}"]`)
      await page.focus(`[aria-label="Lock: ${ADA}"]`)
      await page.keyboard.press("Enter")
      await expect.poll(() => usersOf(page)).toContain("locked")

      expect(await focusedName(page)).toBe(`Unlock: ${ADA}`)
      await page.keyboard.press("Enter")
      await expect.poll(() => usersOf(page)).not.toContain("locked")

      expect(await focusedName(page)).toBe(`Lock: ${ADA}`)
    },
    "active"
  ))

test("every control has a name for screen readers", () =>
  visit(
    "/",
    async ({ page }) => {
      await find(page, "Settings", "heading").click()
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true
      })
      await page.waitForSelector("#user-rows button")
      await page.waitForSelector("#setting-groups input")

      const names = await namesOfControls(page)

      expect(names.length).toBeGreaterThan(50)
      expect(names.filter(({ name }) => !name)).toEqual([])
    },
    "new-app"
  ))

test("names are text, whatever they contain", () =>
  visit("/", async ({ page, emulator }) => {
    const name = "<img src=x onerror=alert(1)>"
    await emulator.addOrganization({ name })
    await emulator.addUser({ email: ADA, firstName: name })

    await expect.poll(() => usersOf(page)).toContain(name)
    await expect.poll(() => textOf(page, "#organization-rows")).toContain(name)

    expect(await page.$$("main img")).toEqual([])
  }))

test("a page of another site can't control anything, with any kind of request", () =>
  visit(
    "about:blank",
    async ({ page, emulator }) => {
      const reset = `${emulator.url}/emulator/reset`
      await page.evaluate(async (url) => {
        const body = '{"seed":"new-app"}'
        await fetch(url, { method: "POST", mode: "no-cors", body }).catch(() => {})
        await fetch(url, { method: "POST", body }).catch(() => {})
        navigator.sendBeacon(url, body)
      }, reset)

      await page.setContent(
        `<form method="post" enctype="text/plain" action="${reset}"><input name="a"></form>`
      )
      const [response] = await Promise.all([
        page.waitForNavigation(),
        page.$eval("form", (form) => form.submit())
      ])

      expect(response?.status()).toBe(403)
      expect((await emulator.state()).seed).toBe("active")
    },
    "active"
  ))

test.each(["light", "dark"])("nothing is wider than a phone's screen in the %s scheme", (scheme) =>
  visit(
    "/",
    async ({ page }) => {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }])
      await page.setViewport({ width: 360, height: 640 })
      await expect.poll(() => usersOf(page)).toContain("Maya")

      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    },
    "new-app"
  )
)

async function namesOfControls(page: Page) {
  const names: { role: string; name: string | undefined }[] = []
  const walk = (node: { role: string; name?: string; children?: never[] }) => {
    const roles = ["button", "checkbox", "combobox", "link", "radio", "searchbox", "spinbutton", "textbox"]
    if (roles.includes(node.role)) names.push({ role: node.role, name: node.name })
    node.children?.forEach(walk)
  }
  const tree = await page.accessibility.snapshot()
  if (tree) walk(tree as never)
  return names
}
