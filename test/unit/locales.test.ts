import { describe, expect, test } from "vitest"
import { LANGUAGES, type Message, readLocale } from "../../scripts/locales"
import { PROJECT } from "../../scripts/project"
import { readFiles } from "../../scripts/project-files"

const english = readLocale("en")
const keys = Object.keys(english)
const others = LANGUAGES.filter((language) => language !== "en")

const nameOf = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "")
const isPlural = (key: string) => nameOf(key) !== key
const namesIn = ({ message }: Message) => (message.match(/\$\w+\$/g) ?? []).toSorted()

/** The largest count that a text has is a password's length in characters. */
const COUNTS = Array.from({ length: 256 }, (_, index) => index + 1)

function pluralCategories(language: string) {
  const rules = new Intl.PluralRules(language.replace("_", "-"))
  return new Set(COUNTS.map((count) => rules.select(count)))
}

/** The visible text of a control, and the longer name that screen readers read: WCAG 2.5.3 wants the first in the second. */
const NAMES_OF_LABELS = [
  ["show", "showPassword"],
  ["hide", "hidePassword"],
  ["forgotPassword", "forgotPasswordLabel"],
  ["remove", "removeLogo"],
  ["copy", "copySetupKey"],
  ["requested", "requestedToJoinOrganization"]
] as const

describe("the English texts", () => {
  test("each has a description for translators, which begins with its screen", () => {
    const screens = keys.map((key) => /^([A-Z][\w ,’-]+)\. \S/.exec(english[key]?.description ?? "")?.[1])
    const groups = screens.filter((screen, index) => screen !== screens[index - 1])

    expect(keys.filter((_, index) => !screens[index])).toEqual([])
    // Keys of a screen stand together.
    expect(groups).toEqual([...new Set(groups)])
  })

  test("name what is filled in, with an example", () => {
    const wrong = keys.filter((key) => {
      const { message, placeholders = {} } = english[key] as Message
      const named = Object.keys(placeholders).map((name) => `$${name.toUpperCase()}$`)
      const examples = Object.values(placeholders).map(({ example }) => example)
      return (
        /\$\d/.test(message) || examples.some((example) => !example) || !sameItems(named, unique(message))
      )
    })

    expect(wrong).toEqual([])
  })

  test("are all in use", () => {
    const code = [...readFiles(PROJECT, ["src", "package.json"])]
      .filter(([file]) => /\.(tsx?|json)$/.test(file))
      .map(([, content]) => content.toString())
      .join()
    const isUsed = (key: string) => code.includes(`"${nameOf(key)}"`) || code.includes(`__MSG_${key}__`)

    expect(keys.filter((key) => !isUsed(key))).toEqual([])
  })
})

describe.each(LANGUAGES)("the texts in %s", (language) => {
  const messages = readLocale(language)

  test("name their language and its direction", () => {
    const tag = messages.language?.message ?? ""

    expect(tag).toBe(language.replace("_", "-"))
    expect(messages.direction?.message).toBe(tag === "ar" ? "rtl" : "ltr")
  })

  test("fit where Chrome and the Web Store show them", () => {
    expect(messages.extensionName?.message.length).toBeLessThanOrEqual(75)
    expect(messages.extensionDescription?.message.length).toBeLessThanOrEqual(132)
  })

  test("have one form for each plural that counts up to 256 need", () => {
    const plurals = Object.keys(messages).filter(isPlural)
    const expected = [...new Set(keys.filter(isPlural).map(nameOf))].flatMap((name) =>
      [...pluralCategories(language)].map((category) => `${name}_${category}`)
    )

    expect(plurals.toSorted()).toEqual(expected.toSorted())
  })

  test.for(NAMES_OF_LABELS)("the text of %s is part of %s", ([label, name]) => {
    const lower = (key: string) => messages[key]?.message.toLocaleLowerCase(language.replace("_", "-"))

    expect(lower(name)).toContain(lower(label))
  })
})

describe.each(others)("the texts in %s, beside English", (language) => {
  const messages = readLocale(language)

  test("are all there, and no others", () => {
    const withoutPlurals = (all: string[]) => all.filter((key) => !isPlural(key))

    expect(withoutPlurals(Object.keys(messages))).toEqual(withoutPlurals(keys))
    expect(Object.keys(messages).filter((key) => !messages[key]?.message.trim())).toEqual([])
  })

  test("hold the same placeholders", () => {
    const wrong = Object.entries(messages).filter(([key, translated]) => {
      const original = english[key] ?? english[`${nameOf(key)}_other`]
      const contents = ({ placeholders = {} }: Message) =>
        Object.entries(placeholders).map(([name, { content }]) => `${name} ${content}`)
      return (
        !original ||
        !sameItems(namesIn(translated), namesIn(original)) ||
        !sameItems(contents(translated), contents(original))
      )
    })

    expect(wrong.map(([key]) => key)).toEqual([])
  })

  test("are not much longer", () => {
    // A label of one word may well have twice its letters in German. Buttons wrap, and fields have room for more.
    const longest = ({ message }: Message) => Math.max(message.length * 2, message.length + 22)
    const tooLong = Object.entries(messages).filter(
      ([key, { message }]) =>
        message.length > longest(english[key] ?? (english[`${nameOf(key)}_other`] as Message))
    )

    expect(tooLong.map(([key, { message }]) => `${key}: ${message}`)).toEqual([])
  })

  test("leave descriptions to English", () => {
    expect(Object.values(messages).filter(({ description }) => description !== undefined)).toEqual([])
  })
})

function unique(message: string) {
  return [...new Set(namesIn({ message }))]
}

function sameItems(one: string[], other: string[]) {
  return one.toSorted().join() === other.toSorted().join()
}
