// @vitest-environment happy-dom
import { act } from "react"
import { beforeEach, expect, test, vi } from "vitest"
import { type SessionState, SNAPSHOT_KEY, SNAPSHOT_VERSION } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { answered, answerMessages, mountHook } from "../../support/mount"
import { pageWith } from "../../support/render-hook"
import { pending } from "../../support/sessions"

let visibility: DocumentVisibilityState
beforeEach(() => {
  installFakeChrome()
  visibility = "hidden"
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility)
})

const become = (next: DocumentVisibilityState) =>
  act(async () => {
    visibility = next
    document.dispatchEvent(new Event("visibilitychange"))
  })

/** The service worker publishes this. */
const publish = (state: SessionState) =>
  act(() =>
    chrome.storage.session.set({ [SNAPSHOT_KEY]: { ...state, version: SNAPSHOT_VERSION, revision: 2 } })
  )

/** A page with a list, and the messages it sends. */
async function withList() {
  await pageWith(pending())
  const asked = answerMessages({ "list-memberships": () => answered({ total: asked.length, rows: [] }) })
  const { usePages } = await import("~react/use-pages")
  return { asked, list: await mountHook(() => usePages("list-memberships")) }
}

test("a hidden page sends nothing until it's looked at, then one request", async () => {
  const { asked, list } = await withList()
  await list.render()
  expect(asked).toEqual([])
  expect(list.current).toMatchObject({ data: undefined, isLoading: true, error: null })

  await become("visible")
  await become("hidden")
  await become("visible")

  expect(asked).toEqual([{ name: "list-memberships", body: { offset: 0 } }])
  expect(list.current).toMatchObject({ data: { total: 1 }, isLoading: false })
})

test("an answer that the page shows stays while it's hidden, and a reload waits", async () => {
  await become("visible")
  const { asked, list } = await withList()
  await become("hidden")

  await list.act(({ reload }) => reload())
  await list.act(({ reload }) => reload())
  expect(asked).toHaveLength(1)
  expect(list.current).toMatchObject({ data: { total: 1 }, isLoading: true })

  await become("visible")
  expect(asked).toHaveLength(2)
  expect(list.current).toMatchObject({ data: { total: 2 }, isLoading: false })
})

test("the request is for the session that the page shows by then", async () => {
  const { list } = await withList()
  const sent = vi.mocked(chrome.runtime.sendMessage)
  await publish({ ...pending(), sessionId: "sess_2" })

  await become("visible")

  expect(list.current.error).toBeNull()
  expect(sent.mock.lastCall?.[1]).toMatchObject({ shown: { sessionId: "sess_2" } })
})

test("a page that closes before it's looked at sends nothing", async () => {
  await pageWith(pending())
  const { whenSeen } = await import("~react/when-seen")
  const run = vi.fn()
  const controller = new AbortController()
  whenSeen(run, controller.signal)

  controller.abort()
  await become("visible")

  expect(run).not.toHaveBeenCalled()
})

test("what a page does by itself waits, too", async () => {
  await pageWith(pending())
  const { useWhenSeen } = await import("~react/when-seen")
  const run = vi.fn()
  const hook = await mountHook(() => useWhenSeen(run))
  await hook.render()
  expect(run).not.toHaveBeenCalled()

  await become("visible")
  await become("hidden")
  await become("visible")

  expect(run).toHaveBeenCalledOnce()
})
