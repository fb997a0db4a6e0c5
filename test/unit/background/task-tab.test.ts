import { beforeEach, expect, test, vi } from "vitest"
import { openTask } from "~background/task-tab"
import { REDIRECT_LOCK } from "~session/tasks"
import { type FakeChrome, installFakeChrome } from "../../support/fake-chrome"
import { active, pending, signedOut } from "../../support/sessions"
import { storeSession } from "../../support/store-session"

let fake: FakeChrome
beforeEach(() => {
  fake = installFakeChrome()
})

const urls = () => fake.openTabs().map(({ url }) => url)
const chooseOrganization = () => chrome.runtime.getURL("/tabs/choose-organization.html")

test("the page of the current task opens next to the tab in front, which it remembers", async () => {
  await chrome.tabs.create({ url: "https://example.org/", active: false })
  const [opener] = fake.openTabs()
  await storeSession(pending())

  await openTask()

  expect(urls()).toEqual(["https://example.com/", chooseOrganization(), "https://example.org/"])
  expect(fake.openTabs()[1]).toMatchObject({ active: true, openerTabId: opener?.id })
})

test.for([
  ["signed out", signedOut()],
  ["active", active()]
] as const)("nothing opens while the session is %s", async ([_, state]) => {
  await storeSession(state)

  await openTask()

  expect(urls()).toEqual(["https://example.com/"])
})

test("a page that is already open gets the focus, and its window too", async () => {
  await storeSession(pending())
  await openTask()
  const [other, page] = fake.openTabs()
  await chrome.tabs.update(other?.id ?? 0, { active: true })
  const updateWindow = vi.spyOn(chrome.windows, "update")

  await openTask()

  expect(fake.openTabs()).toHaveLength(2)
  expect(page).toMatchObject({ active: true })
  expect(updateWindow).toHaveBeenCalledExactlyOnceWith(page?.windowId, { focused: true })
})

test("a caller that waits for the page to open is called only when one opens", async () => {
  const onOpen = vi.fn()
  await storeSession(pending())

  await openTask(onOpen)
  await openTask(onOpen)

  expect(onOpen).toHaveBeenCalledOnce()
})

test("another task's page gets the focus too, since it moves on by itself", async () => {
  await chrome.tabs.create({
    url: "/tabs/setup-mfa.html?redirect_url=%2Ftabs%2Fworkspace.html",
    active: false
  })
  await storeSession(pending(["choose-organization"]))

  await openTask()

  expect(fake.openTabs()).toHaveLength(2)
  expect(fake.openTabs()[1]).toMatchObject({ active: true })
})

test("a page of ours that isn't a task page doesn't count", async () => {
  await chrome.tabs.create({ url: "/tabs/workspace.html" })
  await storeSession(pending())

  await openTask()

  expect(urls()).toContain(chooseOrganization())
})

test("a page that goes to the task by itself gets the focus, the last used one first", async () => {
  const pages = []
  for (let count = 0; count < 3; count++)
    pages.push(await chrome.tabs.create({ url: "/tabs/workspace.html" }))
  fake.locks.push(...pages.map(({ id }) => ({ name: `${REDIRECT_LOCK}${id}` })))
  await chrome.tabs.update(pages[1]?.id ?? 0, { active: true })
  await chrome.tabs.update(fake.openTabs()[0]?.id ?? 0, { active: true })
  await storeSession(pending())

  await openTask()

  expect(fake.openTabs()).toHaveLength(4)
  expect(fake.openTabs()[2]).toMatchObject({ id: pages[1]?.id, active: true })
})

test("two simultaneous calls get one tab, although its page isn't there yet", async () => {
  const { create } = chrome.tabs
  vi.spyOn(chrome.tabs, "create").mockImplementation(async (properties) => {
    const tab = await create(properties)
    for (const open of fake.openTabs().filter(({ id }) => id === tab.id)) {
      open.pendingUrl = open.url
      open.url = ""
    }
    return tab
  })
  await storeSession(pending())

  await Promise.all([openTask(), openTask(), openTask()])

  expect(fake.openTabs()).toHaveLength(2)
})

test("a tab that left the task isn't mistaken for the task's page", async () => {
  await storeSession(pending())
  await openTask()
  await chrome.tabs.update(fake.openTabs()[1]?.id ?? 0, { url: "https://example.org/" })

  await openTask()

  expect(urls().filter((url) => url === chooseOrganization())).toHaveLength(1)
  expect(fake.openTabs()).toHaveLength(3)
})

test("a closed tab is opened again", async () => {
  await storeSession(pending())
  await openTask()
  await chrome.tabs.remove(fake.openTabs()[1]?.id ?? 0)

  await openTask()

  expect(urls()).toEqual(["https://example.com/", chooseOrganization()])
})

test("an unknown task gets the page for other tasks", async () => {
  await storeSession(pending(["a-task-of-a-newer-clerk"]))

  await openTask()

  expect(urls()).toContain(chrome.runtime.getURL("/tabs/other-task.html"))
})

test.for(["#totp", "?redirect_url=%2Ftabs%2Fworkspace.html#phone_code/new"])(
  "a task's page that is at a step, %s, gets the focus",
  async (rest) => {
    await chrome.tabs.create({ url: `/tabs/setup-mfa.html${rest}`, active: false })
    await storeSession(pending(["setup-mfa"]))

    await openTask()

    expect(fake.openTabs()).toHaveLength(2)
    expect(fake.openTabs()[1]).toMatchObject({ active: true })
  }
)
