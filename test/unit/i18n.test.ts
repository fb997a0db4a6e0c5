import { beforeEach, describe, expect, test, vi } from "vitest"
import { formatList, formatMegabytes, formatSeconds, formatTimeUntil, t, tCount } from "~i18n"
import { installFakeChrome } from "../support/fake-chrome"
import { getMessage } from "../support/fake-i18n"

beforeEach(() => {
  installFakeChrome()
})

/** Texts as another language may have them; the others stay English. */
function speak(texts: Record<string, string>) {
  vi.spyOn(chrome.i18n, "getMessage").mockImplementation((name, substitutions = []) => {
    const values = [substitutions].flat()
    return texts[name]?.replace(/\$(\d)/g, (_, position) => String(values[position - 1])) ?? getMessage(name)
  })
}

test("a name that may run the other way is kept apart from the sentence around it", () => {
  expect(t("continueWith", "אקמה")).toBe("Continue with \u2068אקמה\u2069")
})

test("a plain name needs no such characters, which would be copied along", () => {
  expect(t("continueWith", "Acme")).toBe("Continue with Acme")
})

test("numbers are written as the language writes them", () => {
  speak({ language: "de", taskProgress: "Aufgabe $1 von $2" })

  expect(t("taskProgress", 1, 12_000)).toBe("Aufgabe 1 von 12.000")
})

describe("a text for a count", () => {
  test.for([
    [1, "At least 1 character"],
    [8, "At least 8 characters"]
  ] as const)("has the plural form of %i", ([count, text]) => {
    expect(tCount("passwordMinLength", count)).toBe(text)
  })

  test.for([
    [1, "one"],
    [2, "two"],
    [8, "few"],
    [11, "many"],
    [100, "other"]
  ] as const)("has the form of %i in Arabic: %s", ([count, form]) => {
    speak({
      language: "ar",
      ...Object.fromEntries(
        ["one", "two", "few", "many", "other"].map((name) => [`passwordMinLength_${name}`, name])
      )
    })

    expect(tCount("passwordMinLength", count)).toBe(form)
  })

  test("has the form for all others, where a language names none for it", () => {
    speak({ language: "ja", passwordMinLength_other: "$1 文字以上" })

    expect(tCount("passwordMinLength", 1)).toBe("1 文字以上")
  })

  test("may hold more than the count", () => {
    expect(tCount("errorUsernameLength", 64, [4, 64])).toBe("Use 4 to 64 characters.")
  })
})

test("times, sizes and lists are written in the language of the texts, whatever Chrome's own is", () => {
  speak({ language: "fr" })

  expect(formatTimeUntil(30)).toBe("dans 30 secondes")
  expect(formatTimeUntil(61)).toBe("dans 2 minutes")
  expect(formatSeconds(28)).toMatch(/^28\ss$/)
  expect(formatMegabytes(10)).toMatch(/^10\sMo$/)
  expect(formatList(["Google", "GitHub"])).toBe("Google, GitHub")
})
