import { getCookieSuffix } from "@clerk/shared/keys"
import type { Page } from "puppeteer"
import { describe, expect, test } from "vitest"
import { FRONTEND_API_HOST, type InstanceType } from "../../emulator/model/frontend-api-host"
import { publishableKeyFor } from "../../scripts/publishable-key"
import { SYNC_HOST } from "../support/builds"
import type { EmulatorClient } from "../support/emulator-client"
import { closes, press, says, sees } from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { forgetEverything, signIn } from "../support/steps"
import { text } from "../support/texts"
import { lookAt, openWebApp } from "../support/web-app"
import { type Story, withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const multiSession = { session: { multiSession: true } }

describe("without a web app", () => {
  test("the popup shows which ways to sign in don't work here, and what does", () =>
    withExtension({ sso: "off", settings: { social: { google: true } } }, async ({ openPopup }) => {
      const popup = await openPopup()

      await says(popup, text("othersByCode", "Google"))
    }))

  test("an instance without a way to sign in that works here shows what would", () =>
    withExtension(
      { sso: "off", settings: { signIn: { password: false, emailCode: false }, social: { google: true } } },
      async ({ openPopup }) => {
        const popup = await openPopup()

        await says(popup, text("signInNotOffered"))
        await says(popup, text("signInElsewhere", "Emulator"))
      }
    ))
})

test("cookies that an instance has partitioned are found in the web app's partition", () =>
  withExtension({ syncHost: SYNC_HOST.development, seed: "active" }, async (story) => {
    const { emulator, snapshot } = story
    const environment = await environmentOf(emulator)
    await emulator.setFaults([
      {
        match: { method: "PATCH", path: "/v1/environment" },
        times: 100,
        body: { ...environment, partitioned_cookies: true }
      }
    ])
    const web = await openWebApp(story, "development")
    await web.open("/sign-in")

    await web.signIn()

    await snapshot("active")
    const session = await web.page.createCDPSession()
    // A page removes its token for a moment whenever it writes another.
    await expect
      .poll(async () => {
        const { cookies } = await session.send("Network.getCookies")
        return cookies.find(({ name }) => name === "__clerk_db_jwt")?.partitionKey
      })
      .toBeDefined()
  }))

test("a sign-out there in the middle of a task ends it here", () =>
  withExtension({ syncHost: SYNC_HOST.development, seed }, async (story) => {
    const web = await openWebApp(story, "development")
    await web.open("/sign-in")
    await story.openPopup()
    await web.signIn()
    const page = await story.taskPage("choose-organization")
    await sees(page, "button", "Acme")

    await web.page.bringToFront()
    await press(web.page, "Sign out")

    await says(page, text("signedOutTitle"))
  }))

describe.each<InstanceType>(["development", "production"])(
  "beside the web app of a %s instance",
  (instance) => {
    const syncHost = SYNC_HOST[instance]

    test("a sign-in there opens the task of an open popup, and completing it there shows here", () =>
      withExtension({ instance, syncHost, seed }, async (story) => {
        const { openPopup, taskPage, snapshot, toolbar } = story
        const web = await openWebApp(story, instance)
        await web.open("/sign-in")
        await openPopup()

        await web.signIn()
        const page = await taskPage("choose-organization")
        await expect.poll(async () => (await toolbar()).badge).toBe("1")
        await web.page.bringToFront()
        await Promise.all([says(page, text("doneTitle")), web.choose("Acme")])

        expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
        await expect.poll(async () => (await toolbar()).badge).toBe("")
      }))

    test("switching the session and signing out there happens here too", () =>
      withExtension({ instance, syncHost, seed: "active", settings: multiSession }, async (story) => {
        const { emulator, openPage, snapshot } = story
        await addGrace(emulator, { memberships: [{ name: "Hooli" }] })
        const page = await openPage("/popup.html")
        const web = await openWebApp(story, instance)
        await web.open("/sign-in")
        await web.signIn()
        await says(page, ada.email)
        // The extension may know before the web app has left for its home page, which would replace the page opened next.
        await sees(web.page, "heading", "Welcome, Ada")
        await web.open("/sign-in?add=1")
        await web.signIn(grace)
        await says(page, "Hooli")

        // The web app loads its page again, and a press on the old one could be lost.
        await Promise.all([web.page.waitForNavigation(), press(web.page, `Switch to ${ada.email}`)])
        await says(page, "Acme")
        expect(await snapshot("active")).toMatchObject({ user: { identifier: ada.email } })
        await press(web.page, "Sign out")

        await says(page, "Sign in to Emulator")
        await snapshot("signed-out")
      }))

    // Clerk's SDK syncs when its window gets the focus: always with several sessions, else at most every five seconds.
    test("changes here show there when the page gets the focus, and a sign-in when it loads", () =>
      withExtension({ instance, syncHost, seed, settings: multiSession }, async (story) => {
        const { openPopup, openPage, taskPage, snapshot } = story
        const web = await openWebApp(story, instance)
        await signIn(await openPopup())
        const page = await taskPage("choose-organization")
        await web.open("")
        await says(web.page, "pending")

        await page.bringToFront()
        await press(page, "Globex")
        await snapshot("active")
        await lookAt(web.page)
        await says(web.page, "Globex")
        await closes(page)
        const popup = await openPage("/popup.html")
        await press(popup, "Sign out")
        await snapshot("signed-out")
        await lookAt(web.page)

        await sees(web.page, "heading", "Signed out")
      }))
  }
)

describe("in production", () => {
  const instance = "production"
  const syncHost = SYNC_HOST[instance]

  test("a sibling subdomain fails to plant a client and reads no token, while the web app shares the session", () =>
    withExtension({ instance, syncHost, seed: "active" }, async (story) => {
      const { browser, emulator, openPopup, snapshot } = story
      await openWebApp(story, instance)
      const attackers = await newClientToken(emulator)
      const suffix = await getCookieSuffix(publishableKeyFor(FRONTEND_API_HOST[instance], instance))
      const planted = [`__client=${attackers}`, `__client_${suffix}=${attackers}`, `__client_uat_${suffix}=1`]
      const blog = await browser.newPage()
      await blog.goto("https://blog.emulator.example/v1/environment")
      await blog.evaluate((cookies) => {
        // biome-ignore lint/suspicious/noDocumentCookie: as an attacker does
        for (const cookie of cookies) document.cookie = `${cookie}; Domain=emulator.example; Path=/; Secure`
      }, planted)

      await signIn(await openPopup())
      await snapshot("active")

      const readable = (await blog.evaluate(() => document.cookie)).split("; ")
      const readableTokens = readable.filter((cookie) => /^__client(?!_uat)/.test(cookie))
      expect(readableTokens.sort()).toEqual(planted.slice(0, 2).sort())
      expect(await sessionsOf(emulator, attackers)).toEqual([])
      expect(await sessionsOf(emulator, await tokenAtFrontendApi(blog))).toHaveLength(1)
    }))

  test("a user who is signed in here sees that another user has signed in there, and goes back", () =>
    withExtension({ instance, syncHost, seed: "active" }, async (story) => {
      const { page } = await graceAfterAda(story, "/popup.html")
      await page.bringToFront()
      await press(page, text("goBackTo", ada.email))

      await says(page, "Acme")
      const { snapshot } = story
      expect(await snapshot("active")).toMatchObject({ user: { identifier: ada.email }, accountChange: null })
    }))

  test("the protected page shows that the web app has signed everyone out, and leads back", () =>
    withExtension({ instance, syncHost, seed: "active" }, async (story) => {
      const { page, web } = await graceAfterAda(story, "/tabs/workspace.html")
      await sees(web.page, "heading", "Welcome, Grace")

      await press(web.page, "Sign out")
      await says(page, text("accountChangedToNobody", "app.emulator.example"))
      await says(page, "You’re signed out")
      await page.bringToFront()
      await press(page, text("goBackTo", ada.email))

      await sees(page, "heading", "Workspace")
      const { snapshot } = story
      expect(await snapshot("active")).toMatchObject({ user: { identifier: ada.email }, accountChange: null })
    }))

  test("each change there causes one request to Clerk, even if Chrome has stopped the worker", () =>
    withExtension({ instance, syncHost, seed: "active" }, async (story) => {
      const { emulator, snapshot, stopServiceWorker, isServiceWorkerRunning } = story
      await snapshot("signed-out")
      const web = await openWebApp(story, instance)
      await web.open("/sign-in")
      const before = (await emulator.requests()).length

      await web.signIn()
      await snapshot("active")
      await sees(web.page, "heading", "Welcome, Ada")
      await stopServiceWorker()
      await press(web.page, "Sign out")
      await snapshot("signed-out")

      expect(isServiceWorkerRunning()).toBe(true)
      // The web app's own requests name its origin, as it isn't at the Frontend API.
      const ours = (await emulator.requests()).slice(before).filter(({ origin }) => origin === null)
      expect(ours.map(({ path }) => path).sort()).toEqual(["/v1/client", "/v1/client", "/v1/environment"])
    }))

  test("the popup leads to the web app for what only the web app can do, in its open tab if there is one", () =>
    withExtension({ instance, syncHost }, async (story) => {
      const { browser, emulator, openPopup } = story
      await allowSocialSignIn(emulator, ["Google", "GitHub", "Apple"])
      await forgetEverything(story)
      const popup = await openPopup()
      await says(popup, text("othersOnWeb", "Apple, GitHub, others"))

      await press(popup, "Continue on app.emulator.example")
      const target = await browser.waitForTarget((tab) => tab.url().startsWith(syncHost))
      const web = await target.asPage()
      await closes(popup)
      await says(web, "Clerk emulator")
      await browser.newPage()
      await press(await openPopup(), "Continue on app.emulator.example")

      await expect.poll(() => web.evaluate(() => document.visibilityState)).toBe("visible")
      expect(browser.targets().filter((tab) => tab.url().startsWith(syncHost))).toHaveLength(1)
    }))
})

/** Ada is signed in here when Grace signs in there. The page at this path shows it. */
async function graceAfterAda(story: Story, path: string) {
  const { emulator, openPopup, openPage, snapshot } = story
  await addGrace(emulator, { memberships: [{ name: "Hooli" }] })
  await signIn(await openPopup())
  await snapshot("active")
  const page = await openPage(path)
  const web = await openWebApp(story, "production")
  await web.open("/sign-in")
  await web.signIn(grace)
  await says(page, text("accountChanged", grace.email, "app.emulator.example"))
  return { page, web }
}

/** The token that no script can read. */
async function tokenAtFrontendApi(page: Page) {
  const session = await page.createCDPSession()
  const urls = [`https://${FRONTEND_API_HOST.production}`]
  const { cookies } = await session.send("Network.getCookies", { urls })
  return cookies.find(({ name, httpOnly }) => name === "__client" && httpOnly)?.value ?? ""
}

/** The client token of another browser, where nobody is signed in. */
async function newClientToken({ url }: EmulatorClient) {
  const { headers } = await fetch(`${url}/v1/client`, { headers: { origin: url } })
  return /__client=([\w-]+)/.exec(headers.getSetCookie().join())?.[1] ?? ""
}

async function sessionsOf({ url }: EmulatorClient, token: string) {
  const headers = { authorization: `Bearer ${token}` }
  const { response } = await (await fetch(`${url}/v1/client?_is_native=1`, { headers })).json()
  return response?.sessions ?? []
}

/** Like an instance that also signs users in through these companies, which the emulator doesn't. */
async function allowSocialSignIn(emulator: EmulatorClient, names: string[]) {
  const environment = await environmentOf(emulator)
  environment.user_settings.social = Object.fromEntries(
    names.map((name) => {
      const strategy = `oauth_${name.toLowerCase()}`
      return [
        strategy,
        { enabled: true, required: false, authenticatable: true, strategy, name, logo_url: null }
      ]
    })
  )
  await emulator.setFaults([
    { match: { method: "GET", path: "/v1/environment" }, times: 100, body: environment }
  ])
}

async function environmentOf({ url }: EmulatorClient) {
  return (await fetch(`${url}/v1/environment`)).json()
}
