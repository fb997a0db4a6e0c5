import { expect, test } from "vitest"
import type { Fault } from "../../emulator/model/faults"
import { holdBack } from "../support/hold-back"
import { fill, isReady, press, says, sees, valueIn, vanishes } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { forgetEverything, signIn } from "../support/steps"
import { syncAgain } from "../support/sync-again"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const everything = { path: "/v1/*" }
const elsewhere = { allowedOrigins: ["https://elsewhere.example"] }

test("a popup that opens without a network shows that, and continues by itself when the network is back", () =>
  withExtension({}, async (story) => {
    await story.goOffline()
    await forgetEverything(story)

    const popup = await story.openPopup()
    await sees(popup, "heading", "You’re offline")
    await isReady(popup, "Try again")
    await story.goOnline()

    await sees(popup, "button", "Sign in")
  }))

test("a network that comes back during a sync causes another sync", () =>
  withExtension({}, async (story) => {
    const looks = async () =>
      (await story.emulator.requests()).filter(({ path }) => path === "/v1/client").length
    await forgetEverything(story)
    const isLooking = await holdBack(story.emulator, { path: "/v1/client" }, 1_000)
    const popup = await story.openPopup()
    await isLooking()
    const looksBefore = await looks()

    await syncAgain(popup)

    await expect.poll(looks).toBe(looksBefore + 2)
  }))

const faults: [string, Omit<Fault, "match">, string][] = [
  ["Clerk has a server error", { status: 500 }, "Sign-in isn’t responding"],
  ["Clerk is in maintenance", { status: 503 }, "Sign-in isn’t responding"],
  ["a proxy answers in its place", { malformed: "html" }, "Sign-in isn’t responding"],
  ["its answer is cut off", { malformed: "json" }, "Sign-in isn’t responding"],
  ["connections drop", { abort: "before" }, "You’re offline"]
]

test.for(faults)("when %s the popup shows it, and works after another try", ([_, fault, title]) =>
  withExtension({}, async (story) => {
    await story.emulator.setFaults([{ match: everything, ...fault }])
    await forgetEverything(story)
    const popup = await story.openPopup()
    await sees(popup, "heading", title)
    await isReady(popup, "Try again")

    await story.emulator.setFaults([])
    await press(popup, "Try again")

    await sees(popup, "button", "Sign in")
  })
)

test("after too many requests the popup advises a pause, and tries again when the user presses the button", () =>
  withExtension({}, async (story) => {
    await story.emulator.setFaults([{ match: everything, status: 429, retryAfter: 999_999_999 }])
    await forgetEverything(story)
    const popup = await story.openPopup()
    await says(popup, "You can try again in")
    await sees(popup, "heading", "Too many requests")
    await story.emulator.setFaults([])
    const before = (await story.emulator.requests()).length

    await press(popup, "Try again")

    await sees(popup, "button", "Sign in")
    expect((await story.emulator.requests()).length).toBeGreaterThan(before)
  }))

test("an instance whose Native API is off shows that to signed-in users, and works when it's on", () =>
  withExtension({ instance: "production", seed: "active" }, async ({ emulator, openPopup }) => {
    const popup = await openPopup()
    await signIn(popup)
    await sees(popup, "heading", "You’re signed in")
    await emulator.changeSettings({ nativeApi: { enabled: false } })
    await syncAgain(popup)
    await says(popup, text("unavailableMisconfiguredTitle"))
    await says(popup, text("unavailableMisconfigured"))

    await emulator.changeSettings({ nativeApi: { enabled: true } })
    await press(popup, "Try again")

    await vanishes(popup, "button", "Try again")
    await sees(popup, "heading", "You’re signed in")
  }))

test("an instance that doesn't know the extension shows that at the first sign-in", () =>
  withExtension({ instance: "production", seed, settings: elsewhere }, async ({ openPopup }) => {
    const popup = await openPopup()

    await signIn(popup)

    await says(popup, text("errorMisconfigured"))
  }))

test("an instance that no longer knows the extension shows that on a task page, which works again when it does", () =>
  withExtension({ instance: "production", seed }, async ({ id, emulator, openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await emulator.changeSettings(elsewhere)
    await press(page, "Acme")
    await says(page, text("errorMisconfigured"))

    await emulator.changeSettings({ allowedOrigins: [`chrome-extension://${id}`] })
    await press(page, "Acme")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("a task page keeps its content while Clerk is down, and works after another try", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await emulator.setFaults([{ match: everything, status: 500 }])
    await syncAgain(page)
    await says(page, text("unavailableClerkDownTitle"))
    await sees(page, "button", "Acme")

    await emulator.setFaults([])
    await press(page, "Try again")
    await vanishes(page, "button", "Try again")
    await press(page, "Acme")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("what was typed into a task page is still there after the network was gone", () =>
  withExtension({ settings: inOrganizations }, async (story) => {
    const { emulator, openPopup, taskPage, snapshot, goOffline, goOnline, stopServiceWorker } = story
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await fill(page, "Name", "Hopper Labs")
    await goOffline()
    await press(page, "Create")
    await says(page, text("errorOffline"))
    await stopServiceWorker()
    await syncAgain(page)
    await says(page, text("unavailableOfflineTitle"))
    await isReady(page, "Try again")
    expect(await valueIn(page, "Name")).toBe("Hopper Labs")

    await goOnline()
    await vanishes(page, "button", "Try again")
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
  }))

test("with a full disk a sign-in works, and the popup warns that it's lost when the browser closes, until there's room", () =>
  withExtension(
    { instance: "production", seed: "active" },
    async ({ openPage, snapshot, wakeServiceWorker }) => {
      const popup = await openPage("/popup.html")
      await sees(popup, "button", "Sign in")
      // With Chrome's own error message. Filling the disk takes half a minute.
      const worker = await wakeServiceWorker()
      await worker.evaluate(() => {
        const { local } = chrome.storage
        Object.assign(globalThis, { setAsBefore: local.set })
        local.set = () => Promise.reject(new Error("Resource::kQuotaBytes quota exceeded"))
      })

      await signIn(popup)
      await says(popup, text("unsavedTitle"))
      await worker.evaluate(() =>
        Object.assign(chrome.storage.local, { set: Reflect.get(globalThis, "setAsBefore") })
      )
      await press(popup, "Try again")

      await vanishes(popup, "button", "Try again")
      expect(await snapshot("active")).toMatchObject({ isUnsaved: false })
    }
  ))

test("a signed-in user is still shown while Clerk is down", () =>
  withExtension({ seed: "active" }, async ({ emulator, openPopup, snapshot, toolbar }) => {
    const first = await openPopup()
    await signIn(first)
    await sees(first, "heading", "You’re signed in")
    await emulator.setFaults([{ match: everything, status: 500 }])

    await syncAgain(first)

    await says(first, text("unavailableClerkDownTitle"))
    await says(first, "Ada Lovelace")
    expect(await snapshot()).toMatchObject({ status: "unavailable", lastKnown: { status: "active" } })
    expect((await toolbar()).badge).toBe("")
  }))
