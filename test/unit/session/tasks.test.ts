import { existsSync } from "node:fs"
import { afterEach, expect, test } from "vitest"
import {
  hasTaskUrl,
  type OwnTask,
  otherTask,
  type SessionTaskKey,
  taskPages,
  taskUrlFor,
  taskUrls,
  toolbarTextOf,
  type WebTask
} from "~session/tasks"

const rows = taskUrls as Record<string, { url: string; toolbar?: string }>
const own = { ...taskUrls }

afterEach(() => {
  for (const key of Object.keys(rows)) delete rows[key]
  Object.assign(rows, own)
})

test.for(Object.entries(taskUrls))("the task %s has a page, which exists", ([key, { url }]) => {
  expect(taskUrlFor(key)).toBe(url)
  expect(existsSync(`src${url.replace(".html", ".tsx")}`)).toBe(true)
})

test("the page for other tasks exists", () => {
  expect(existsSync(`src${otherTask.url.replace(".html", ".tsx")}`)).toBe(true)
})

// On the day Clerk adds a task, this doesn't compile: then it needs a page here, or the page for other tasks.
test("every one of Clerk's tasks is named", () => {
  const keys: Record<SessionTaskKey, true> = {
    "choose-organization": true,
    "reset-password": true,
    "setup-mfa": true
  }

  expect(Object.keys(taskUrls)).toEqual(expect.arrayContaining(Object.keys(keys)))
})

test.for(["a-task-of-a-newer-clerk", "", "toString", "__proto__", "constructor"])(
  "a task without a row gets the page and the texts for other tasks: %j",
  (key) => {
    expect(hasTaskUrl(key)).toBe(false)
    expect(taskUrlFor(key)).toBe(otherTask.url)
    expect(toolbarTextOf(key)).toBe(otherTask.toolbar)
  }
)

test("a task may be completed on an https page outside the extension", () => {
  const url = "https://app.example.com/choose?from=extension"
  rows["choose-organization"] = { url, toolbar: "toolbarChooseOrganization" }

  expect(taskUrlFor("choose-organization")).toBe(url)
  expect(taskPages()).not.toContain(url)
  expect(taskPages()).not.toContain("/tabs/choose-organization.html")
  expect(taskPages()).toContain("/tabs/other-task.html")
})

test("a key that the SDK doesn't type yet works like any other", () => {
  rows["a-task-of-a-newer-clerk"] = { url: "/tabs/setup-mfa.html", toolbar: "toolbarSetupMfa" }

  expect(hasTaskUrl("a-task-of-a-newer-clerk")).toBe(true)
  expect(taskUrlFor("a-task-of-a-newer-clerk")).toBe("/tabs/setup-mfa.html")
})

test.for([
  "http://app.example.com/choose",
  "javascript:alert(1)",
  "data:text/html,hello",
  "file:///etc/passwd",
  "chrome://settings",
  "chrome-extension://abcdefghijklmnopabcdefghijklmnop/tabs/choose-organization.html",
  "//app.example.com/choose",
  "https://",
  "/popup.html",
  "/tabs/../popup.html",
  "/tabs/choose-organization.html?redirect_url=https://example.com",
  "tabs/choose-organization.html",
  ""
])("every other address is refused, with an explanation for the author: %j", (url) => {
  rows["choose-organization"] = { url }

  expect(() => taskUrlFor("choose-organization")).toThrow(
    'taskUrls["choose-organization"].url must be a page like "/tabs/choose-organization.html" or an https address'
  )
})

test("a row that is wrong or incomplete does not compile", () => {
  const toolbar = "toolbarSetupMfa"
  const texts = { title: "setupMfaTitle", reason: "setupMfaReason", toolbar } as const
  const tried: (OwnTask | WebTask)[] = [
    { ...texts, url: "/tabs/setup-mfa.html" },
    { toolbar, url: "https://app.example.com/setup-mfa" },
    // @ts-expect-error: only https is private
    { ...texts, url: "http://app.example.com/setup-mfa" },
    // @ts-expect-error: code isn't an address
    { ...texts, url: "javascript:alert(1)" },
    // @ts-expect-error: the extension can't open Chrome's own pages
    { ...texts, url: "chrome://settings" },
    // @ts-expect-error: the popup isn't a task page
    { ...texts, url: "/popup.html" },
    // @ts-expect-error: a page's path starts at the root
    { ...texts, url: "tabs/setup-mfa.html" },
    // @ts-expect-error: a task without a page
    { ...texts },
    // @ts-expect-error: a page without a heading
    { reason: "setupMfaReason", toolbar, url: "/tabs/setup-mfa.html" },
    // @ts-expect-error: no text for the toolbar
    { title: "setupMfaTitle", reason: "setupMfaReason", url: "/tabs/setup-mfa.html" },
    // @ts-expect-error: a text that isn't in messages.json
    { ...texts, toolbar: "toolbarNowhere", url: "/tabs/setup-mfa.html" }
  ]

  expect(tried).toHaveLength(11)
})
