import { expect, test } from "vitest"
import type { SessionTaskKey, TaskUrl } from "~session/session-task"
import { otherTaskUrl, taskUrlFor, taskUrls } from "~session/task-urls"

test.for(Object.entries(taskUrls))("the task %s has a page: %s", ([key, url]) => {
  expect(taskUrlFor(key)).toBe(url)
})

// On the day Clerk adds a task, this does not compile: then it wants a page here, or the one for other tasks.
test("every task that Clerk has is named", () => {
  const keys: Record<SessionTaskKey, true> = {
    "choose-organization": true,
    "reset-password": true,
    "setup-mfa": true
  }

  expect(Object.keys(taskUrls).sort()).toEqual(Object.keys(keys).sort())
})

test.for(["a-task-of-a-newer-clerk", "", "toString", "__proto__", "constructor"])(
  "a task without a page of its own gets the one for other tasks: %j",
  (key) => {
    expect(taskUrlFor(key)).toBe(otherTaskUrl)
  }
)

test("a task may be completed on an https page", () => {
  const urls = { "choose-organization": "https://app.example.com/choose?from=extension" }

  expect(taskUrlFor("choose-organization", urls)).toBe(urls["choose-organization"])
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
])("every other address is refused, with words for the author: %j", (url) => {
  expect(() => taskUrlFor("choose-organization", { "choose-organization": url })).toThrow(
    'taskUrls["choose-organization"] must be a page like "/tabs/choose-organization.html" or an https address'
  )
})

test("what is refused does not compile either, as long as it stands in the source", () => {
  const urls: { task: Partial<Record<SessionTaskKey, TaskUrl>>; isTaken: boolean }[] = [
    { task: { "setup-mfa": "/tabs/setup-mfa.html" }, isTaken: true },
    { task: { "setup-mfa": "https://app.example.com/setup-mfa" }, isTaken: true },
    // @ts-expect-error: only https is private
    { task: { "setup-mfa": "http://app.example.com/setup-mfa" }, isTaken: false },
    // @ts-expect-error: code is no address
    { task: { "setup-mfa": "javascript:alert(1)" }, isTaken: false },
    // @ts-expect-error: pages of Chrome are not ours to open
    { task: { "setup-mfa": "chrome://settings" }, isTaken: false },
    // @ts-expect-error: the popup holds no task
    { task: { "setup-mfa": "/popup.html" }, isTaken: false },
    // @ts-expect-error: a page needs its path from the root
    { task: { "setup-mfa": "tabs/setup-mfa.html" }, isTaken: false }
  ]

  for (const { task, isTaken } of urls) {
    const choose = () => taskUrlFor("setup-mfa", task)
    if (isTaken) expect(choose()).toBe(task["setup-mfa"])
    else expect(choose).toThrow("must be a page like")
  }
})

test("a key that Clerk does not have does not compile, and is never asked for", () => {
  // @ts-expect-error: a slip of the pen
  const urls: typeof taskUrls = { "setup-mfaa": "/tabs/setup-mfa.html" }

  expect(taskUrlFor("setup-mfa", urls)).toBe(otherTaskUrl)
})
