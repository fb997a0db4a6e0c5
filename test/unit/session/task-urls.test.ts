import { expect, test } from "vitest"
import { otherTaskUrl, taskUrlFor, taskUrls } from "~session/task-urls"

test.for(Object.entries(taskUrls))("the task %s has a page: %s", ([key, url]) => {
  expect(taskUrlFor(key)).toBe(url)
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
