import { expect, test } from "vitest"
import { codeOf } from "../support/authenticator"
import { SYNC_HOST } from "../support/builds"
import type { EmulatorClient } from "../support/emulator-client"
import { closes, fill, has, press, says, sees, tick } from "../support/on-page"
import { ada, grace } from "../support/people"
import {
  chooseAccount,
  continueAs,
  continueAsNew,
  providerPage,
  REDIRECT_URL,
  withGoogle
} from "../support/provider"
import { addGrace, inOrganizations } from "../support/seeds"
import { codeFor, signIn } from "../support/steps"
import { saveNewPassword } from "../support/task-steps"
import { text } from "../support/texts"
import { lookAt, openWebApp } from "../support/web-app"
import { type Story, withExtension } from "../support/with-extension"

const seed = "active"
const settings = withGoogle

/** Presses the provider's button in the popup, and returns the provider's page. */
async function openProvider({ openPopup, browser }: Pick<Story, "openPopup" | "browser">, name: string) {
  await press(await openPopup(), text("continueWith", name))
  return providerPage(browser)
}

const openGoogle = (story: Story) => openProvider(story, "Google")

/** Ada has a Google account, too. */
const addAda = (emulator: EmulatorClient) =>
  emulator.addProviderAccount({ email: ada.email, firstName: "Ada", lastName: "Lovelace" })

test("a user signs in with Google, and the popup opens again", () =>
  withExtension({ seed, settings }, async (story) => {
    const { emulator, page, snapshot } = story
    await addAda(emulator)

    await continueAs(await openGoogle(story), ada.email)

    expect(await snapshot("active")).toMatchObject({
      user: { primaryEmailAddress: ada.email },
      lastStrategy: "oauth_google",
      attempt: null,
      ssoFailure: null
    })
    await sees(await page("/popup.html"), "heading", "You’re signed in")
  }))

test("if a task is left, its page opens by itself", () =>
  withExtension({ settings: { ...settings, ...inOrganizations } }, async (story) => {
    const { emulator, taskPage, snapshot } = story
    await addGrace(emulator, { memberships: [{ name: "Acme" }, { name: "Globex" }] })
    await emulator.addProviderAccount(accountOf(grace))

    await continueAs(await openGoogle(story), grace.email)

    await press(await taskPage("choose-organization"), "Acme")
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("a new user gets an account through the author's own provider, and adds what else the app requires", () =>
  withExtension(
    {
      settings: {
        ...settings,
        social: { custom: [{ key: "acme", name: "Acme ID" }] },
        signUp: { username: "required", legalConsent: true },
        legal: { termsUrl: "https://example.com/terms" }
      }
    },
    async (story) => {
      const { page, snapshot } = story

      await continueAsNew(await openProvider(story, "Acme ID"), "rosa@example.com")

      const popup = await page("/popup.html")
      await sees(popup, "heading", text("missingFieldsTitle"))
      // The provider has already identified the user, so there's nothing more to ask it.
      expect(await has(popup, "button", text("continueWith", "Acme ID"))).toBe(false)
      await fill(popup, "Username", "rosa")
      await tick(popup, text("agreeToTerms"))
      await press(popup, "Continue")
      expect(await snapshot("active")).toMatchObject({
        user: { primaryEmailAddress: "rosa@example.com", username: "rosa" }
      })
    }
  ))

test("a window that the user closes leads back to the form, without an error", () =>
  withExtension({ seed, settings }, async (story) => {
    const { openPopup, snapshot } = story
    const google = await openGoogle(story)

    await google.close()

    await expect.poll(async () => attemptIn(await snapshot())).toBeNull()
    const popup = await openPopup()
    await sees(popup, "button", text("continueWith", "Google"))
    expect(await has(popup, "heading", text("continueWith", "Google"))).toBe(false)
    expect(await popup.$("[role=alert]")).toBeNull()
  }))

test.for([
  ["Cancel", "errorSsoDenied"],
  ["Return an error", "errorSsoSetup"]
] as const)("what Google refuses is said when the popup opens again: %s", ([button, words]) =>
  withExtension({ seed, settings }, async (story) => {
    const { emulator, page, openPopup, snapshot } = story
    await addAda(emulator)

    await press(await openGoogle(story), button)

    const popup = await page("/popup.html")
    await says(popup, text(words))
    await popup.close()
    const again = await openPopup()
    await says(again, text(words))
    await press(again, text("continueWith", "Google"))
    await continueAs(await providerPage(story.browser), ada.email)
    expect(await snapshot("active")).toMatchObject({ ssoFailure: null })
  })
)

test("a development build shows its author which redirect address Clerk has to allow", () =>
  withExtension({ seed, settings: { social: { google: true } } }, async ({ openPopup }) => {
    const popup = await openPopup()

    await press(popup, text("continueWith", "Google"))

    await says(popup, text("errorSsoSetup"))
    await says(popup, `redirect URL ${REDIRECT_URL}`)
    await sees(popup, "button", text("continueWith", "Google"))
  }))

test("a second factor is required after Google, too", () =>
  withExtension({ settings: { ...settings, mfa: { authenticatorApp: true } } }, async (story) => {
    const { emulator, page, snapshot } = story
    const { totpSecret = "" } = await addGrace(emulator, { totp: true })
    await emulator.addProviderAccount(accountOf(grace))

    await continueAs(await openGoogle(story), grace.email)

    const popup = await page("/popup.html")
    await sees(popup, "heading", "Two-step verification")
    await fill(popup, "Code", codeOf(totpSecret))
    expect(await snapshot("active")).toMatchObject({ user: { identifier: grace.email } })
  }))

test("while the window is open, every view leads to it, or cancels", () =>
  withExtension({ seed, settings }, async (story) => {
    const { browser, openPopup, openSidePanel, snapshot } = story
    const google = await openGoogle(story)
    await says(await openPopup(), text("ssoReason"))
    const panel = await openSidePanel()
    await says(panel, text("ssoReason"))
    expect(attemptIn(await snapshot())).toMatchObject({ step: "sso", provider: "Google" })

    await press(panel, text("showWindow"))
    await expect.poll(() => google.evaluate(() => document.hasFocus())).toBe(true)
    await press(panel, text("cancel"))

    await closes(google)
    await sees(panel, "button", text("continueWith", "Google"))
    expect(await panel.$("[role=alert]")).toBeNull()
    expect(browser.targets().filter((target) => target.url().includes("/providers/"))).toEqual([])
  }))

test("a second window replaces the first", () =>
  withExtension(
    { seed, settings: { ...settings, social: { google: true, microsoft: true } } },
    async (story) => {
      const { browser, emulator, observer, snapshot } = story
      await addAda(emulator)
      const google = await openGoogle(story)

      const attemptId = attemptIn(await snapshot())?.id ?? null
      await observer.evaluate(
        (shown) =>
          chrome.runtime.sendMessage({
            name: "start-sso",
            body: { for: "sign-in", strategy: "oauth_microsoft" },
            shown
          }),
        { sessionId: null, attemptId, task: null }
      )

      await closes(google)
      const microsoft = await providerPage(browser)
      await sees(microsoft, "heading", "Sign in with Microsoft")
      await continueAs(microsoft, ada.email)
      expect(await snapshot("active")).toMatchObject({ lastStrategy: "oauth_microsoft" })
    }
  ))

test("a service worker that is stopped midway closes the window, and the popup shows it", () =>
  withExtension({ seed, settings }, async (story) => {
    const { emulator, observer, openPopup, snapshot, stopServiceWorker } = story
    await addAda(emulator)
    const google = await openGoogle(story)
    await expect
      .poll(() => observer.evaluate(() => chrome.storage.session.get("sso-flow")))
      .toMatchObject({
        "sso-flow": { windowId: expect.any(Number) }
      })
    await stopServiceWorker()

    const popup = await openPopup()

    await closes(google)
    await says(popup, text("errorSsoInterrupted", "Google"))
    await press(popup, text("continueWith", "Google"))
    await continueAs(await providerPage(story.browser), ada.email)
    expect(await snapshot("active")).toMatchObject({ ssoFailure: null })
  }))

test("a network that comes back while the result is fetched is enough", () =>
  withExtension(
    { seed, settings, instance: "production", sso: "on", expectedErrors: [/ERR_INTERNET|Failed to fetch/] },
    async (story) => {
      const { emulator, snapshot } = story
      await addAda(emulator)
      const google = await openGoogle(story)
      await emulator.setFaults([{ match: { path: "/v1/client/sign_ins/:id" }, times: 2, abort: "before" }])

      await continueAs(google, ada.email)

      expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: ada.email } })
    }
  ))

test("in production Clerk gives the client a new token, and the session stays", () =>
  withExtension({ seed, settings, instance: "production", sso: "on" }, async (story) => {
    const { emulator, openPopup, snapshot, stopServiceWorker } = story
    await addAda(emulator)
    const since = Date.now()

    await continueAs(await openGoogle(story), ada.email)

    await snapshot("active")
    const reloads = (await emulator.requests(since)).filter(({ path }) =>
      path.includes("rotating_token_nonce")
    )
    expect(reloads.length).toBeLessThanOrEqual(1)
    await stopServiceWorker()
    await sees(await openPopup(), "heading", "You’re signed in")
  }))

test("a live build has no button unless it turns SSO on, and no permission", () =>
  withExtension({ seed, settings, instance: "production" }, async ({ observer, openPopup }) => {
    const popup = await openPopup()

    await says(popup, text("othersByCode", "Google"))
    expect(await has(popup, "button", text("continueWith", "Google"))).toBe(false)
    expect(await observer.evaluate(() => chrome.runtime.getManifest().permissions)).not.toContain("identity")
  }))

test("users who sign out and come back choose the account again", () =>
  withExtension({ seed, settings }, async (story) => {
    const { browser, emulator, page, snapshot } = story
    await addAda(emulator)
    await emulator.addProviderAccount(accountOf(grace))
    await continueAs(await openGoogle(story), ada.email)
    await press(await page("/popup.html"), "Sign out")
    await snapshot("signed-out")

    const popup = await story.openPopup()
    await sees(popup, "button", text("continueWith", "Google"))
    await says(popup, text("lastUsed"))
    await press(popup, text("continueWith", "Google"))

    await chooseAccount(await providerPage(browser), ada.email)
    expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: ada.email } })
  }))

test("another account is added with Google, and the first one stays", () =>
  withExtension({ seed, settings: { ...settings, session: { multiSession: true } } }, async (story) => {
    const { browser, emulator, openPopup, snapshot } = story
    await addGrace(emulator, {})
    await emulator.addProviderAccount(accountOf(grace))
    await addAda(emulator)
    const popup = await openPopup()
    await signIn(popup)
    await press(popup, "Add an account")
    await press(popup, text("continueWith", "Google"))

    await continueAs(await providerPage(browser), grace.email)

    await expect
      .poll(() => snapshot())
      .toMatchObject({
        user: { primaryEmailAddress: grace.email },
        sessions: [{}, {}]
      })
  }))

test("an account that is already signed in becomes the current one again", () =>
  withExtension({ seed, settings: { ...settings, session: { multiSession: true } } }, async (story) => {
    const { browser, emulator, openPopup, snapshot } = story
    await addAda(emulator)
    const popup = await openPopup()
    await signIn(popup)
    await press(popup, "Add an account")
    await press(popup, text("continueWith", "Google"))

    await continueAs(await providerPage(browser), ada.email)

    await expect.poll(async () => attemptIn(await snapshot())).toBeNull()
    expect(await snapshot("active")).toMatchObject({ ssoFailure: null, sessions: [{}] })
  }))

test("a user who has an account and signs up with Google is signed in", () =>
  withExtension({ seed, settings }, async (story) => {
    const { browser, emulator, openPopup, snapshot } = story
    await addAda(emulator)
    const popup = await openPopup()
    await press(popup, "Create an account")
    await press(popup, text("continueWith", "Google"))

    await continueAs(await providerPage(browser), ada.email)

    expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: ada.email } })
  }))

test("if sign-ups are closed, a new user reads how to get in", () =>
  withExtension({ seed, settings: { ...settings, signUp: { mode: "restricted" } } }, async (story) => {
    const { page } = story

    await continueAsNew(await openGoogle(story), "rosa@example.com")

    const popup = await page("/popup.html")
    await says(popup, text("errorSignUpByInvitation"))
    await sees(popup, "button", text("useInvitation"))
  }))

test("a check of Clerk Protect after Google leads to the web", () =>
  withExtension({ seed, settings: { ...settings, protect: { signIn: "check" } } }, async (story) => {
    const { emulator, snapshot } = story
    await addAda(emulator)

    await continueAs(await openGoogle(story), ada.email)

    await expect.poll(async () => attemptIn(await snapshot())?.step).toBe("protect-check")
  }))

test("a breached password has to be replaced after Google, too", () =>
  withExtension({ seed: "pending-reset-password", settings }, async (story) => {
    const { emulator, taskPage, snapshot } = story
    await addAda(emulator)

    await continueAs(await openGoogle(story), ada.email)

    const page = await taskPage("reset-password")
    await saveNewPassword(page)
    await snapshot("active")
  }))

test("users without a password confirm by email that it's them", () =>
  withExtension(
    {
      settings: {
        ...settings,
        mfa: { required: true, authenticatorApp: true },
        reverification: { enabled: true, force: true }
      }
    },
    async (story) => {
      const { emulator, taskPage } = story
      await emulator.addUser({ email: grace.email, externalAccounts: ["google"] })
      await continueAs(await openGoogle(story), grace.email)
      const page = await taskPage("setup-mfa")
      await sees(page, "heading", "Confirm that it’s you")
      expect(await has(page, "textbox", "Current password")).toBe(false)

      await press(page, "Send the code")
      await sees(page, "textbox", "Code")
      await fill(page, "Code", await codeFor(grace, emulator))

      await says(page, text("scanQrCode"))
    }
  ))

test("with a web app that shares the session, Google signs in to both", () =>
  withExtension(
    { instance: "production", syncHost: SYNC_HOST.production, sso: "on", seed, settings },
    async (story) => {
      const { emulator, snapshot, stopServiceWorker, openPopup } = story
      await addAda(emulator)
      const web = await openWebApp(story, "production")

      await continueAs(await openGoogle(story), ada.email)

      await snapshot("active")
      await lookAt(web.page)
      await web.open("")
      await sees(web.page, "heading", "Welcome, Ada")
      expect((await emulator.state()).sessions).toHaveLength(1)
      await stopServiceWorker()
      await sees(await openPopup(), "heading", "You’re signed in")
    }
  ))

const acme = { id: "ec_acme", domain: "acme.com", name: "Acme Login" }
const company = { enterpriseConnections: [acme], redirectUrls: [REDIRECT_URL] }

test("a company's email address leads to its SSO", () =>
  withExtension({ settings: company }, async ({ browser, emulator, openPopup, snapshot }) => {
    await emulator.addUser({ email: "kim@acme.com", password: grace.password })
    await emulator.addProviderAccount({ email: "kim@acme.com", provider: acme.id })
    const popup = await openPopup()

    await signIn(popup, { email: "kim@acme.com", password: "whatever it is" })

    const idp = await providerPage(browser)
    await sees(idp, "heading", "Sign in with Acme Login")
    await continueAs(idp, "kim@acme.com")
    expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: "kim@acme.com" } })
  }))

test("users who close the company's window can open it again, or start over", () =>
  withExtension({ settings: company }, async ({ browser, openPopup, snapshot }) => {
    const popup = await openPopup()
    await signIn(popup, { email: "kim@acme.com", password: "whatever it is" })
    await (await providerPage(browser)).close()
    await expect.poll(async () => attemptIn(await snapshot())?.step).toBe("first-factor")

    const again = await openPopup()
    await press(again, text("continueWith", "Acme Login"))

    await continueAsNew(await providerPage(browser), "kim@acme.com")
    expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: "kim@acme.com" } })
  }))

test("an account created with a company's address leads to its SSO, too", () =>
  withExtension({ settings: company }, async ({ browser, openPopup, snapshot }) => {
    const popup = await openPopup()
    await press(popup, "Create an account")
    await fill(popup, "Email", "kim@acme.com")
    await fill(popup, "Password", grace.password)
    await press(popup, "Create an account")

    await continueAsNew(await providerPage(browser), "kim@acme.com")

    expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: "kim@acme.com" } })
  }))

test("users who type a password choose between a company's connections if it has several", () =>
  withExtension(
    {
      settings: {
        ...company,
        enterpriseConnections: [acme, { ...acme, id: "ec_europe", name: "Acme Europe" }]
      }
    },
    async ({ browser, openPopup, snapshot }) => {
      const popup = await openPopup()
      await signIn(popup, { email: "kim@acme.com", password: "whatever it is" })
      await sees(popup, "button", text("continueWith", "Acme Login"))
      expect(await popup.$("[role=alert]")).toBeNull()

      await press(popup, text("continueWith", "Acme Europe"))

      const idp = await providerPage(browser)
      await sees(idp, "heading", "Sign in with Acme Europe")
      await continueAsNew(idp, "kim@acme.com")
      await snapshot("active")
    }
  ))

test("an address whose account has only Google leads there", () =>
  withExtension({ settings }, async ({ browser, emulator, openPopup, snapshot }) => {
    await emulator.addUser({ email: grace.email, externalAccounts: ["google"] })
    const popup = await openPopup()
    await signIn(popup, grace)
    // The form had such a button, too.
    await says(popup, text("errorNoPassword"))

    await press(popup, text("continueWith", "Google"))

    await continueAs(await providerPage(browser), grace.email)
    expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: grace.email } })
  }))

test("another company's account is refused", () =>
  withExtension({ settings: company }, async ({ browser, openPopup, page }) => {
    const popup = await openPopup()
    await signIn(popup, { email: "kim@acme.com", password: "whatever it is" })

    await continueAsNew(await providerPage(browser), "kim@globex.com")

    await says(await page("/popup.html"), text("errorSsoDomain"))
  }))

test("with Google alone, the popup asks for nothing else", () =>
  withExtension(
    { seed, settings: { ...settings, signIn: { password: false, emailCode: false } } },
    async (story) => {
      const { emulator, openPopup, snapshot } = story
      await addAda(emulator)
      const popup = await openPopup()
      await sees(popup, "button", text("continueWith", "Google"))
      expect(await has(popup, "textbox", "Email")).toBe(false)
      await expect
        .poll(() => popup.evaluate(() => document.activeElement?.textContent))
        .toBe(text("continueWith", "Google"))

      await continueAs(await openGoogle(story), ada.email)

      await snapshot("active")
    }
  ))

function accountOf({ email, firstName, lastName }: typeof grace) {
  return { email, firstName, lastName }
}

function attemptIn(snapshot: Awaited<ReturnType<Story["snapshot"]>>) {
  return "attempt" in snapshot ? snapshot.attempt : undefined
}
