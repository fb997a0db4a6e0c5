import type { CDPSession } from "puppeteer"
import { expect, test } from "vitest"
import { attach } from "../support/contexts"
import { closes, fill, press, sees } from "../support/on-page"
import { withExtension } from "../support/with-extension"

test("the popup opens while the service worker is stopped", () =>
  withExtension({}, async ({ openPopup, stopServiceWorker, isServiceWorkerRunning }) => {
    await stopServiceWorker()
    expect(isServiceWorkerRunning()).toBe(false)

    const popup = await openPopup()

    expect(await popup.evaluate(() => location.pathname)).toBe("/popup.html")
  }))

test("a stopped service worker loses what it held in memory", () =>
  withExtension({}, async ({ stopServiceWorker, wakeServiceWorker }) => {
    const worker = await wakeServiceWorker()
    await worker.evaluate(() => Object.assign(globalThis, { remembered: true }))

    await stopServiceWorker()

    const woken = await wakeServiceWorker()
    expect(await woken.evaluate(() => "remembered" in globalThis)).toBe(false)
  }))

test("a service worker with a debugger attached stops, and can be listened to when it starts again", () =>
  withExtension({}, async (given) => {
    const { browser, origin, log, stopServiceWorker, isServiceWorkerRunning, wakeServiceWorker } = given
    const worker = await wakeServiceWorker()
    await worker.evaluate(() => Object.assign(globalThis, { remembered: true }))
    const root = await browser.target().createCDPSession()
    await attachToWorker(root, origin)

    await stopServiceWorker()
    expect(isServiceWorkerRunning()).toBe(false)

    const woken = await wakeServiceWorker()
    await woken.evaluate(() => console.info(`remembered: ${"remembered" in globalThis}`))
    await expect.poll(() => log).toContain("[worker] console.info: remembered: false")
    await root.detach()
  }))

test("each story starts with an extension that stored nothing", async () => {
  await withExtension({}, async ({ observer }) => {
    await observer.evaluate(() => chrome.storage.local.set({ left: "behind" }))
  })

  await withExtension({}, async ({ observer }) => {
    expect(await observer.evaluate(() => chrome.storage.local.get("left"))).toEqual({})
  })
})

test("the production build reaches the emulator, and nothing when offline", () =>
  withExtension({}, async ({ wakeServiceWorker, stopServiceWorker, goOffline, goOnline }) => {
    const fetchEnvironment = async () => {
      const worker = await wakeServiceWorker()
      return worker.evaluate(
        (url) =>
          fetch(url).then(
            ({ status }) => status,
            () => "failed"
          ),
        "https://emulator.clerk.accounts.dev/v1/environment"
      )
    }
    expect(await fetchEnvironment()).toBe(200)

    await goOffline()
    expect(await fetchEnvironment()).toBe("failed")
    await stopServiceWorker()
    expect(await fetchEnvironment()).toBe("failed")

    await goOnline()
    expect(await fetchEnvironment()).toBe(200)
  }))

test("an error in the background fails the story", async () => {
  const story = withExtension({}, async ({ wakeServiceWorker, log }) => {
    const worker = await wakeServiceWorker()
    await worker.evaluate(() => void Promise.reject(new Error("nobody caught this")))
    await expect.poll(() => log.join()).toContain("nobody caught this")
  })

  await expect(story).rejects.toThrow("nobody caught this")
})

test("a violation of the content security policy fails the story", async () => {
  const story = withExtension({}, async ({ openPopup, log }) => {
    const popup = await openPopup()
    await popup.evaluate(() => {
      document.body.append(Object.assign(new Image(), { src: "https://example.com/pixel.png" }))
    })
    await expect.poll(() => log.join()).toContain("Content Security Policy")
  })

  await expect(story).rejects.toThrow("example.com/pixel.png")
})

test("text that becomes HTML or a script fails the story", async () => {
  const story = withExtension({}, async ({ openPopup, log }) => {
    const popup = await openPopup()
    const outcome = await popup.evaluate(() => {
      try {
        document.body.innerHTML = "<b>from text</b>"
        return "done"
      } catch (error) {
        return String(error)
      }
    })
    expect(outcome).toContain("requires 'TrustedHTML' assignment")
    await expect.poll(() => log.join()).toContain("TrustedHTML")
  })

  await expect(story).rejects.toThrow("TrustedHTML")
})

test("an action that closes its page counts as done", () =>
  withExtension({}, async ({ openPopup }) => {
    const closing = async (event: string) => {
      const popup = await openPopup()
      await sees(popup, "button", "Sign in")
      await popup.evaluate((type) => addEventListener(type, () => close()), event)
      return popup
    }

    const clicked = await closing("mousedown")
    await press(clicked, "Sign in")
    await closes(clicked)

    const typedIn = await closing("input")
    await fill(typedIn, "Email", "ada")
    await closes(typedIn)
  }))

test("errors that a story expects don't fail it", () =>
  withExtension({ expectedErrors: [/on purpose/] }, async ({ wakeServiceWorker, log }) => {
    const worker = await wakeServiceWorker()
    await worker.evaluate(() => console.error("on purpose"))
    await expect.poll(() => log.join()).toContain("on purpose")
  }))

async function attachToWorker(root: CDPSession, origin: string) {
  const { targetInfos } = await root.send("Target.getTargets")
  const worker = targetInfos.find(({ type, url }) => type === "service_worker" && url.startsWith(origin))
  return attach(root, worker?.targetId ?? "")
}
