// @vitest-environment happy-dom
import { act } from "react"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { type SessionState, SNAPSHOT_KEY, SNAPSHOT_VERSION } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { answered, answerMessages, mountHook } from "../../support/mount"
import { pageWith } from "../../support/render-hook"
import { active, pending, signedOut } from "../../support/sessions"

beforeEach(() => {
  installFakeChrome()
})

afterEach(() => {
  vi.useRealTimers()
})

/** The service worker publishes this. */
function publish(state: SessionState, revision = 2, version: number = SNAPSHOT_VERSION) {
  return act(() => chrome.storage.session.set({ [SNAPSHOT_KEY]: { ...state, version, revision } }))
}

describe("useSnapshot", () => {
  async function snapshotIn(state: SessionState) {
    await pageWith(state)
    const { useSnapshot } = await import("~react/use-snapshot")
    return mountHook(useSnapshot)
  }

  test("follows what the service worker publishes", async () => {
    const snapshot = await snapshotIn(signedOut())

    await publish(active())

    expect(snapshot.current).toMatchObject({ status: "active", revision: 2 })
  })

  test("ignores a snapshot of another version, and a removed one", async () => {
    const snapshot = await snapshotIn(active())

    await publish(signedOut(), 2, SNAPSHOT_VERSION + 1)
    expect(snapshot.current.status).toBe("loading")

    await publish(active(), 3)
    await act(() => chrome.storage.session.remove(SNAPSHOT_KEY))
    expect(snapshot.current.status).toBe("loading")
  })

  test("other keys of the storage change nothing", async () => {
    const snapshot = await snapshotIn(active())
    const before = snapshot.current

    await act(() => chrome.storage.session.set({ "task-tab": { id: 1 } }))

    expect(snapshot.current).toBe(before)
  })

  test("a change that overtakes the first read wins", async () => {
    const late = Promise.withResolvers<Record<string, unknown>>()
    const old = { ...signedOut(), version: SNAPSHOT_VERSION, revision: 1 }
    vi.spyOn(chrome.storage.session, "get").mockReturnValue(late.promise as never)
    vi.resetModules()
    const { useSnapshot } = await import("~react/use-snapshot")
    const snapshot = await mountHook(useSnapshot)

    await publish(active())
    await act(async () => late.resolve({ [SNAPSHOT_KEY]: old }))

    expect(snapshot.current.status).toBe("active")
  })
})

describe("useAuth", () => {
  test("getToken() treats a pending session as signed in only if the hook was told to", async () => {
    await pageWith(pending())
    const { useAuth } = await import("~react/use-auth")
    const asked = answerMessages({ "get-token": () => answered("a token") })
    let treatPendingAsSignedOut = false
    const auth = await mountHook(() => useAuth({ treatPendingAsSignedOut }))
    const { getToken } = auth.current

    await getToken()
    await auth.render()
    expect(auth.current.getToken).toBe(getToken)
    treatPendingAsSignedOut = true
    await auth.render()
    await auth.current.getToken()

    expect(asked.map(({ body }) => body)).toEqual([
      { treatPendingAsSignedOut: false },
      { treatPendingAsSignedOut: true }
    ])
  })

  test("has() follows the session", async () => {
    await pageWith(signedOut())
    const { useAuth } = await import("~react/use-auth")
    const auth = await mountHook(useAuth)
    expect(auth.current.has({ role: "org:admin" })).toBe(false)

    await publish(active())

    expect(auth.current.has({ role: "org:admin" })).toBe(true)
  })
})

describe("useRefresh", () => {
  let visibility: DocumentVisibilityState
  beforeEach(() => {
    visibility = "visible"
    vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility)
  })

  async function refreshing() {
    await pageWith(active())
    const { useRefresh } = await import("~react/use-refresh")
    vi.useFakeTimers()
    const refresh = vi.fn()
    const options = { isPaused: false }
    const hook = await mountHook(() => useRefresh(refresh, options))
    return { refresh, options, render: hook.render }
  }

  const look = () => act(async () => document.dispatchEvent(new Event("visibilitychange")))
  const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

  test("content that a page shows when it opens is new", async () => {
    const { refresh } = await refreshing()

    await pass(60_000)

    expect(refresh).not.toHaveBeenCalled()
  })

  test("nor does the first look at a hidden page, which asks by itself then", async () => {
    visibility = "hidden"
    const { refresh } = await refreshing()

    visibility = "visible"
    await look()
    await pass(60_000)
    expect(refresh).not.toHaveBeenCalled()

    await look()
    await pass(0)
    expect(refresh).toHaveBeenCalledOnce()
  })

  test("coming back to the page refreshes it, but not within three seconds", async () => {
    const { refresh } = await refreshing()
    await pass(1_000)

    await look()
    await pass(1_999)
    expect(refresh).not.toHaveBeenCalled()
    await pass(1)
    expect(refresh).toHaveBeenCalledOnce()

    await pass(60_000)
    await look()
    await pass(0)
    expect(refresh).toHaveBeenCalledTimes(2)
  })

  test("a sync refreshes it, and simultaneous reasons make one request", async () => {
    const { refresh } = await refreshing()

    await publish({ ...active(), syncedAt: 1 })
    await look()
    await publish({ ...active(), syncedAt: 2 }, 3)
    await pass(60_000)

    expect(refresh).toHaveBeenCalledOnce()
  })

  test("a hidden page sends nothing, and sends its request when it's visible again", async () => {
    const { refresh } = await refreshing()
    visibility = "hidden"

    await look()
    await publish({ ...active(), syncedAt: 1 })
    await pass(60_000)
    expect(refresh).not.toHaveBeenCalled()

    visibility = "visible"
    await look()
    await pass(0)
    expect(refresh).toHaveBeenCalledOnce()
  })

  test("while it's paused it sends nothing, and afterwards once", async () => {
    const { refresh, options, render } = await refreshing()
    options.isPaused = true
    await render()

    await look()
    await pass(60_000)
    expect(refresh).not.toHaveBeenCalled()

    options.isPaused = false
    await render()
    await pass(0)
    expect(refresh).toHaveBeenCalledOnce()
  })
})
