import { beforeEach, expect, test, vi } from "vitest"
import { readLocale } from "../../../scripts/locales"
import { type FakeChrome, installFakeChrome } from "../../support/fake-chrome"

let fake: FakeChrome
beforeEach(() => {
  fake = installFakeChrome()
})

test("storage keeps a copy, and announces a change before it resolves", async () => {
  const changed = vi.fn()
  chrome.storage.session.onChanged.addListener(changed)
  const value = { a: 1 }

  await chrome.storage.session.set({ value })
  value.a = 2

  expect(changed).toHaveBeenCalledExactlyOnceWith({ value: { newValue: { a: 1 } } })
  expect(await chrome.storage.session.get("value")).toEqual({ value: { a: 1 } })
})

test("storage announces nothing if nothing changes", async () => {
  await chrome.storage.session.set({ a: 1 })
  const changed = vi.fn()
  chrome.storage.session.onChanged.addListener(changed)

  await chrome.storage.session.set({ a: 1 })
  await chrome.storage.session.remove("b")

  expect(changed).not.toHaveBeenCalled()
})

test("a message gets the answer of a listener that answers later", async () => {
  chrome.runtime.onMessage.addListener((message, sender, sendResponse) => {
    setTimeout(() => sendResponse([message, sender.url]))
    return true
  })

  expect(await fake.receive("hello")).toEqual(["hello", chrome.runtime.getURL("popup.html")])
})

test("texts are those of locales/en", () => {
  expect(chrome.i18n.getMessage("extensionName")).toBe(readLocale("en").extensionName?.message)
  expect(chrome.i18n.getMessage("noSuchText")).toBe("")
})

test("a tab that opens becomes the active one", async () => {
  await chrome.tabs.create({ url: "/tabs/some.html" })

  expect(fake.openTabs()).toMatchObject([
    { active: false },
    { active: true, url: chrome.runtime.getURL("tabs/some.html") }
  ])
})
