// @vitest-environment happy-dom
import { act } from "react"
import { beforeEach, describe, expect, test, vi } from "vitest"
import { type Turn, useTurn } from "~screens/choose-organization/use-turn"
import { leaveTaskPage } from "~screens/task-page/leave-task-page"
import { usePendingTask } from "~screens/task-page/use-pending-task"
import type { KnownSession } from "~session/snapshot"
import { type FakeChrome, installFakeChrome } from "../../support/fake-chrome"
import { answered, mountHook, refused } from "../../support/mount"
import { active, pending, signedOut } from "../../support/sessions"

let fake: FakeChrome
beforeEach(() => {
  fake = installFakeChrome()
})

describe("leaving the page of a task", () => {
  /** The page is open in a tab, beside others. */
  async function leaveFrom(tab: Partial<chrome.tabs.CreateProperties>, search = "") {
    const page = await chrome.tabs.create({ url: "/tabs/setup-mfa.html", ...tab })
    Object.assign(chrome.tabs, { getCurrent: async () => page })
    const replace = vi.fn()
    vi.stubGlobal("location", { search, replace, assign: () => {} })
    return { hasLeft: await leaveTaskPage(), page, replace }
  }

  const openIds = () => fake.openTabs().map(({ id }) => id)

  test("goes to the tab that opened it, and closes", async () => {
    const opener = await chrome.tabs.create({ url: "https://example.org/", active: false })
    const { hasLeft, page } = await leaveFrom({ openerTabId: opener.id })

    expect(hasLeft).toBe(true)
    expect(openIds()).not.toContain(page.id)
    expect(fake.openTabs().find(({ id }) => id === opener.id)).toMatchObject({ active: true })
  })

  test("closes, although the tab that opened it has been closed since", async () => {
    const { hasLeft, page } = await leaveFrom({ openerTabId: 99 })

    expect(hasLeft).toBe(true)
    expect(openIds()).not.toContain(page.id)
  })

  test("goes to the page that it was given, and leaves no trace in the history", async () => {
    const { hasLeft, page, replace } = await leaveFrom({}, "?redirect_url=%2Ftabs%2Fworkspace.html")

    expect(hasLeft).toBe(true)
    expect(replace).toHaveBeenCalledExactlyOnceWith("/tabs/workspace.html")
    expect(openIds()).toContain(page.id)
  })

  test("the only tab of a window stays", async () => {
    const [first] = fake.openTabs()
    await chrome.tabs.remove(first?.id ?? 0)

    const { hasLeft, page } = await leaveFrom({})

    expect(hasLeft).toBe(false)
    expect(openIds()).toEqual([page.id])
  })

  test("a page outside a tab stays", async () => {
    await chrome.tabs.create({})
    Object.assign(chrome.tabs, { getCurrent: async () => undefined })
    vi.stubGlobal("location", { search: "" })

    expect(await leaveTaskPage()).toBe(false)
    expect(openIds()).toHaveLength(2)
  })
})

describe("following the task", () => {
  async function following(first: KnownSession | null) {
    let known = first
    const hook = await mountHook(() => usePendingTask(known, (key) => key === "setup-mfa"))
    return Object.assign(hook, {
      become: (next: KnownSession | null) => {
        known = next
        return hook.render()
      },
      hold: () => hook.act(({ task }) => task?.hold()),
      release: (task = hook.current.task) => act(async () => task?.release())
    })
  }

  test("it's there while it's the current one", async () => {
    const session = pending(["setup-mfa"])
    const page = await following(session)
    expect(page.current).toMatchObject({ task: { session }, wasHere: true })

    await page.become(active())

    expect(page.current).toMatchObject({ task: null, wasHere: true })
  })

  test("not while another task comes first", async () => {
    const page = await following(pending(["reset-password", "setup-mfa"]))

    expect(page.current).toEqual({ task: null, wasHere: false })
  })

  test.for<[string, KnownSession | null]>([
    ["signed out", signedOut()],
    ["in another session", active("sess_2")],
    ["unknown", null]
  ])("a user who is %s has completed nothing here", async ([_, next]) => {
    const page = await following(pending(["setup-mfa"]))

    await page.become(next)

    expect(page.current).toEqual({ task: null, wasHere: false })
  })

  test("it stays, as last known, while the page holds it, although it's complete", async () => {
    const page = await following(pending(["setup-mfa"]))
    const latest = { ...pending(["setup-mfa"]), taskCount: 3 }
    await page.become(latest)
    await page.hold()

    await page.become(active())
    expect(page.current.task?.session).toBe(latest)
    await page.release()

    expect(page.current).toEqual({ task: null, wasHere: true })
  })

  test("a page held for one session isn't held for the next", async () => {
    const page = await following(pending(["setup-mfa"]))
    await page.hold()

    await page.become(active("sess_2"))

    expect(page.current.task).toBeNull()
  })
})

describe("taking turns", () => {
  const gone = { code: "expired", message: "No longer offered." } as const
  const offline = { code: "offline", message: "You are offline." } as const

  const turns = (options?: Parameters<typeof useTurn>[0]) => mountHook<Turn>(() => useTurn(options))

  test("one choice is made at a time", async () => {
    const reply = Promise.withResolvers<ReturnType<typeof answered>>()
    const turn = await turns()
    const second = vi.fn(async () => answered())

    await turn.act(({ take }) => void take("one", () => reply.promise))
    expect(turn.current.isTaken).toBe(true)
    await turn.act(({ take }) => take("other", second))
    expect(second).not.toHaveBeenCalled()
    await act(async () => reply.resolve(answered()))

    expect(turn.current.isTaken).toBe(false)
    await turn.act(({ take }) => take("other", second))
    expect(second).toHaveBeenCalledOnce()
  })

  test("a failure is shown at its row, or apart if the row is gone", async () => {
    const turn = await turns()

    await turn.act(({ take }) => take("one", async () => refused(offline)))

    expect(turn.current.errorOf("one")?.failure).toEqual(offline)
    expect(turn.current.errorOf("other")).toBeNull()
    expect(turn.current.errorWithout(["one", "other"])).toBeNull()
    expect(turn.current.errorWithout(["other"])?.failure).toEqual(offline)
  })

  test("the next choice removes the failure", async () => {
    const reply = Promise.withResolvers<ReturnType<typeof answered>>()
    const turn = await turns()
    await turn.act(({ take }) => take("one", async () => refused(offline)))

    await turn.act(({ take }) => void take("other", () => reply.promise))

    expect(turn.current.errorOf("one")).toBeNull()
    await act(async () => reply.resolve(answered()))
  })

  test("only a choice that is no longer available marks the lists as outdated", async () => {
    const onOutdated = vi.fn()
    const turn = await turns({ onOutdated })

    await turn.act(({ take }) => take("one", async () => answered()))
    await turn.act(({ take }) => take("one", async () => refused(offline)))
    expect(onOutdated).not.toHaveBeenCalled()
    await turn.act(({ take }) => take("one", async () => refused(gone)))

    expect(onOutdated).toHaveBeenCalledOnce()
  })
})
