import { expect, test } from "vitest"
import { plainText, plainTextOrNull, webAddress } from "~background/clerk/plain"

test.for([
  ["Acme", "Acme"],
  ["Zoë Müller-Łuczak 王小明", "Zoë Müller-Łuczak 王小明"],
  // Characters that reverse what follows, up to the end of the line.
  ["\u202eemcA", "emcA"],
  ["Ac\u2066me\u2069", "Acme"],
  // Invisible characters.
  ["A\u200bc\u2060m\ufeffe\u00ad", "Acm e"],
  ["Ac\u200cme\u200d", "Acme"],
  ["A\u0000c\u0007m\u007fe\u{e0041}", "Acme"],
  ["\u3164\u115f\u2800", "\u2800"],
  ["Acme\n\tInc.\u2028 ", "Acme Inc."],
  ["A\ud800cme", "Acme"],
  // They stay where they matter: in an emoji, and between the letters of a Persian word.
  ["👩‍🚀 ❤️‍🔥", "👩‍🚀 ❤️‍🔥"],
  ["می‌خواهم", "می‌خواهم"],
  ["क्‍ष", "क्‍ष"],
  ["می‌", "می"]
])("%j is shown as %j", ([typed, shown]) => {
  expect(plainText(typed)).toBe(shown)
})

test("a long text is cut off between two characters", () => {
  expect(plainText("👍".repeat(11), 10)).toBe(`${"👍".repeat(9)}…`)
  expect(plainText("👍".repeat(10), 10)).toBe("👍".repeat(10))
})

test.for([[{}], [undefined], [null], [42], [["Acme"]]])("%j isn't a text", ([value]) => {
  expect(plainText(value)).toBe("")
  expect(plainTextOrNull(value)).toBeNull()
})

test.for([
  "https://app.example.com/path?query#fragment",
  "http://localhost:4000/",
  "http://127.0.0.1:4000/images/1?v=2",
  "http://[::1]:4000/"
])("%s may be opened", (address) => {
  expect(webAddress(address)).toBe(address)
})

test.for([
  "http://app.example.com/",
  "http://localhost.example.com/",
  "javascript:alert(1)",
  "data:text/html,hello",
  "file:///etc/passwd",
  "chrome://settings",
  "chrome-extension://abc/popup.html",
  "https://user:secret@app.example.com/",
  "/relative",
  "not an address",
  `https://app.example.com/${"a".repeat(2_048)}`,
  {},
  null,
  undefined
])("%s may not be opened", (address) => {
  expect(webAddress(address)).toBeNull()
})
