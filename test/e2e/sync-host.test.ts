import { describe, expect, test } from "vitest"
import { type InstanceType, SYNC_HOST } from "../support/builds"
import { press, says, sees } from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { signIn } from "../support/steps"
import { text } from "../support/texts"
import { lookAt, openWebApp } from "../support/web-app"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const multiSession = { session: { multiSession: true } }

describe.each<InstanceType>(["development", "production"])(
  "beside the web app of a %s instance",
  (instance) => {
    const syncHost = SYNC_HOST[instance]

    test("a sign-in there opens the task of an open popup, and its completion there is seen here", () =>
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

    test("the session is switched and signed out there, and so it is here", () =>
      withExtension({ instance, syncHost, seed: "active", settings: multiSession }, async (story) => {
        const { emulator, openPage, snapshot } = story
        await addGrace(emulator, { memberships: [{ name: "Hooli" }] })
        const page = await openPage("/popup.html")
        const web = await openWebApp(story, instance)
        await web.open("/sign-in")
        await web.signIn()
        await says(page, ada.email)
        await web.open("/sign-in?add=1")
        await web.signIn(grace)
        await says(page, "Hooli")

        await press(web.page, `Switch to ${ada.email}`)
        await says(page, "Acme")
        expect(await snapshot("active")).toMatchObject({ user: { identifier: ada.email } })
        await press(web.page, "Sign out")

        await says(page, "Sign in to Emulator")
        await snapshot("signed-out")
      }))

    // Clerk's SDK looks again when its window gets the focus: with several sessions always, else at most every five seconds.
    test("what is done here is seen there when somebody looks at it, and a sign-in when it is loaded", () =>
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
        const popup = await openPage("/popup.html")
        await press(popup, "Sign out")
        await snapshot("signed-out")
        await lookAt(web.page)

        await sees(web.page, "heading", "Signed out")
      }))
  }
)
