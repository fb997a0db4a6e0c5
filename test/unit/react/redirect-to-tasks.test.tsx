// @vitest-environment happy-dom
import { act } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { beforeEach, expect, test, vi } from "vitest"
import { type SessionState, SNAPSHOT_KEY, SNAPSHOT_VERSION } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { answered, answerMessages, mount } from "../../support/mount"
import { pageWith } from "../../support/render-hook"
import { active, pending, signedOut } from "../../support/sessions"

const TAB = { id: 7 }

let locks: string[]
let isGone: Promise<void> | undefined
beforeEach(() => {
  installFakeChrome()
  locks = []
  vi.stubGlobal("navigator", {
    locks: {
      request: async (name: string, _options: object, hold: () => Promise<void>) => {
        locks.push(name)
        isGone = hold()
        await isGone
      }
    }
  })
})

/** What a page with it does in one of Chrome's places. */
async function redirectFrom(place: "popup" | "tab" | "side-panel", state: SessionState, address: string) {
  const asked = answerMessages({ "open-task": () => answered() })
  const close = vi.fn()
  vi.stubGlobal("close", close)
  Object.assign(chrome, { extension: { getViews: () => (place === "popup" ? [window] : []) } })
  Object.assign(chrome.tabs, { getCurrent: async () => (place === "tab" ? TAB : undefined) })
  const { pathname, search } = new URL(address, "https://extension.example")
  const replace = vi.fn()
  vi.stubGlobal("location", { pathname, search, replace, assign: () => {} })
  await pageWith(state)
  const { RedirectToTasks } = await import("~react/redirect-to-tasks")

  const page = await mount(<RedirectToTasks />)

  return { page, asked, close, replace, RedirectToTasks }
}

test("a tab page is replaced by the task's page in the history, so that Back doesn't lead into a loop", async () => {
  const { replace, asked } = await redirectFrom(
    "tab",
    pending(["reset-password"]),
    "/tabs/workspace.html?view=2"
  )

  expect(replace).toHaveBeenCalledExactlyOnceWith(
    "/tabs/reset-password.html?redirect_url=%2Ftabs%2Fworkspace.html%3Fview%3D2"
  )
  expect(asked).toEqual([])
})

test("a task's page doesn't go where it already is", async () => {
  const { replace } = await redirectFrom("tab", pending(["reset-password"]), "/tabs/reset-password.html")

  expect(replace).not.toHaveBeenCalled()
})

test("the popup has the page opened in a tab, and closes", async () => {
  const { asked, close, replace } = await redirectFrom("popup", pending(), "/popup.html")

  expect(asked).toEqual([{ name: "open-task" }])
  expect(close).toHaveBeenCalledOnce()
  expect(replace).not.toHaveBeenCalled()
})

test("a side panel has it opened, too, and stays", async () => {
  const { asked, close } = await redirectFrom("side-panel", pending(), "/sidepanel.html")

  expect(asked).toEqual([{ name: "open-task" }])
  expect(close).not.toHaveBeenCalled()
})

test.for<[string, SessionState]>([
  ["signed out", signedOut()],
  ["active", active()],
  ["not known", { status: "loading" }]
])("nothing happens while the session is %s", async ([_, state]) => {
  const { asked, close } = await redirectFrom("popup", state, "/popup.html")

  expect(asked).toEqual([])
  expect(close).not.toHaveBeenCalled()
})

test("a popup whose task can't be opened stays", async () => {
  const failed = vi.spyOn(console, "error").mockImplementation(() => {})
  const { close } = await redirectFrom("popup", pending(), "/popup.html")
  close.mockClear()
  answerMessages({})
  const { RedirectToTasks } = await import("~react/redirect-to-tasks")

  await mount(<RedirectToTasks />)

  expect(close).not.toHaveBeenCalled()
  expect(failed).toHaveBeenCalledOnce()
})

test("a tab page holds the lock that keeps the worker from opening another, until it has gone", async () => {
  const { page } = await redirectFrom("tab", active(), "/tabs/workspace.html")
  expect(locks).toEqual(["redirects-to-tasks-in-tab-7"])
  const gone = vi.fn()
  void isGone?.then(gone)

  await page.render(null)

  expect(gone).toHaveBeenCalledOnce()
})

test("it renders nothing, so that it can stand in any page or layout", async () => {
  await pageWith(pending())
  const { RedirectToTasks } = await import("~react/redirect-to-tasks")

  expect(renderToStaticMarkup(<RedirectToTasks />)).toBe("")
})

test("a page that is already open goes to a task that comes later", async () => {
  const { replace } = await redirectFrom("tab", active(), "/tabs/workspace.html")
  expect(replace).not.toHaveBeenCalled()

  await act(() =>
    chrome.storage.session.set({
      [SNAPSHOT_KEY]: { ...pending(["setup-mfa"]), version: SNAPSHOT_VERSION, revision: 2 }
    })
  )

  await expect
    .poll(() => replace.mock.calls.flat())
    .toEqual(["/tabs/setup-mfa.html?redirect_url=%2Ftabs%2Fworkspace.html"])
})

test("a page outside a tab holds no lock", async () => {
  await redirectFrom("popup", active(), "/popup.html")

  expect(locks).toEqual([])
})
