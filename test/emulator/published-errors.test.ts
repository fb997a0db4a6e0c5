import { expect, test } from "vitest"
import { explanations } from "~background/clerk/clerk-failure"
import { publishedErrors, readPublishedErrors } from "./contract/published-errors"
import { unexplainedErrors } from "./contract/unexplained-errors"

const inFile = readPublishedErrors()
if (!inFile) console.warn("Clerk's list of errors is not at hand, so ours may be old. API_ERRORS names it.")

const explained = Object.values(explanations).flatMap((texts) => Object.keys(texts))
const everyCode = [...new Set(Object.values(publishedErrors).flat())]
const codesOf = ({ areas = [], codes = [] }: (typeof unexplainedErrors)[number]) => [
  ...areas.flatMap((area) => (publishedErrors[area] ?? []).filter((code) => !explained.includes(code))),
  ...codes
]
const unexplained = unexplainedErrors.flatMap(codesOf)

test("every error that Clerk publishes has a text of ours, or a reason to have none", () => {
  expect(everyCode.filter((code) => !explained.includes(code) && !unexplained.includes(code))).toEqual([])
})

test("no reason is given for an error that has a text, or that Clerk doesn't publish", () => {
  const areas = unexplainedErrors.flatMap(({ areas = [] }) => areas)
  const codes = unexplainedErrors.flatMap(({ codes = [] }) => codes)

  expect(areas.filter((area) => !publishedErrors[area])).toEqual([])
  expect(codes.filter((code) => !everyCode.includes(code))).toEqual([])
  expect(codes.filter((code) => explained.includes(code))).toEqual([])
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
})

test.skipIf(!inFile)("the list is Clerk's", () => {
  expect(publishedErrors).toEqual(inFile)
})
