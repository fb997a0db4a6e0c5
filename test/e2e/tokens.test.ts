import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { verify, whoami } from "../support/backend"
import type { EmulatorClient } from "../support/emulator-client"
import { press } from "../support/on-page"
import { command, signIn } from "../support/steps"
import { withExtension } from "../support/with-extension"

const HOURS = 3600

type Reply = { ok: boolean; value: string }

/** Requests a token that many times at once, like `useAuth().getToken()`. */
async function getTokens(page: Page, count: number): Promise<string[]> {
  const replies = await page.evaluate(
    (times) =>
      Promise.all(Array.from({ length: times }, () => chrome.runtime.sendMessage({ name: "get-token" }))),
    count
  )
  return (replies as Reply[]).map(({ value }) => value)
}

async function getToken(page: Page) {
  const [token = ""] = await getTokens(page, 1)
  return token
}

async function tokenRequests(emulator: EmulatorClient) {
  return (await emulator.requests()).filter(({ path }) => path.endsWith("/tokens")).length
}

test("a hundred simultaneous callers get one token with one request, even after a stopped worker, and a backend accepts it", () =>
  withExtension(
    { seed: "active" },
    async ({ emulator, observer, openPopup, origin, snapshot, ...extension }) => {
      await signIn(await openPopup())
      const { user, sessionId } = await snapshot("active")
      const requests = (await emulator.requests()).length
      const fromMemory = new Set(await getTokens(observer, 100))
      expect(await emulator.requests()).toHaveLength(requests)

      await extension.stopServiceWorker()
      const afterStop = new Set(await getTokens(observer, 100))

      expect([fromMemory.size, afterStop.size]).toEqual([1, 1])
      expect(await tokenRequests(emulator)).toBe(1)
      for (const token of [...fromMemory, ...afterStop]) {
        expect(await verify(emulator, token, [origin])).toMatchObject({
          sub: user.id,
          sid: sessionId,
          sts: "active"
        })
      }
    }
  ))

test("a pending session's token is only for callers that ask for it, and the next token contains the chosen organization", () =>
  withExtension(
    { seed: "pending-choose-organization" },
    async ({ emulator, observer, openPopup, taskPage, snapshot, origin }) => {
      await signIn(await openPopup())
      const task = await taskPage("choose-organization")
      const refused = await command(observer, "get-token")
      const pending = (await command(observer, "get-token", { treatPendingAsSignedOut: false })) as Reply

      await press(task, "Acme")
      const { organization } = await snapshot("active")
      const active = await getToken(observer)

      expect(refused).toMatchObject({ ok: false, failure: { code: "signed-out" } })
      expect(await verify(emulator, pending.value, [origin])).toMatchObject({ sts: "pending" })
      expect(await whoami(emulator, pending.value)).toMatchObject({
        signedIn: false,
        reason: "session-pending"
      })
      expect(await whoami(emulator, active)).toMatchObject({
        signedIn: true,
        organizationId: organization?.id
      })
    }
  ))

test("a device whose clock is three hours ahead doesn't make a request for each token", () =>
  withExtension({ seed: "active" }, async ({ emulator, observer, openPopup, snapshot }) => {
    await emulator.moveClock(-3 * HOURS)
    await signIn(await openPopup())
    await snapshot("active")
    const before = await tokenRequests(emulator)

    const tokens = [await getToken(observer), await getToken(observer), await getToken(observer)]

    expect(await tokenRequests(emulator)).toBe(before)
    expect(new Set(tokens).size).toBe(1)
    expect(await whoami(emulator, tokens[0] ?? "")).toMatchObject({ signedIn: true })
  }))

test("a device whose clock is three hours behind gets a new token before the old one expires", () =>
  withExtension(
    // Two seconds more than the limit at which a token is renewed.
    { seed: "active", settings: { session: { tokenLifetimeSeconds: 12 } } },
    async ({ emulator, observer, openPopup, snapshot }) => {
      await emulator.moveClock(3 * HOURS)
      await signIn(await openPopup())
      await snapshot("active")
      const first = await getToken(observer)

      await expect.poll(() => getToken(observer)).not.toBe(first)

      expect(await whoami(emulator, first)).toMatchObject({ signedIn: true })
      expect(await whoami(emulator, await getToken(observer))).toMatchObject({ signedIn: true })
    }
  ))
