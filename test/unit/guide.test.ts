import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { PROJECT } from "../../scripts/project"
import { type NamedTest, statementsIn, testsIn, titlesIn } from "../support/statements"

const GUIDE = readFileSync(path.join(PROJECT, "docs/guide.md"), "utf8")
const statements = statementsIn(GUIDE)

const codeOf = (file: string) => {
  const whole = path.join(PROJECT, file)
  return existsSync(whole) ? readFileSync(whole, "utf8") : ""
}

function gone(tests: NamedTest[], read: (file: string) => string) {
  return tests.filter(({ file, title }) => !titlesIn(read(file)).includes(title))
}

test("every statement in docs/guide.md names a test", () => {
  expect(statements.length).toBeGreaterThan(40)
  expect(statements.filter(({ tests }) => tests.length === 0).map(({ says }) => says)).toEqual([])
})

test("every test that docs/guide.md names exists, with that title", () => {
  expect(gone(testsIn(GUIDE), codeOf)).toEqual([])
})

test("every link to a test in docs/guide.md has the form that's checked", () => {
  expect(testsIn(GUIDE)).toHaveLength(GUIDE.split("](../test/").length - 1)
})

describe("the check fails", () => {
  const guide = `
- One.
  - Here: the same.
  - Tests: [\`group > works\`](../test/unit/a.test.ts),
    [\`%s works\`](../test/unit/a.test.ts)
- Two.
  - Here: not [yet](../test/unit/a.test.ts).

| SDK | Where it goes |
| --- | ------------- |
| Vue | clerkPlugin   |

| SDK  | Tests |
| ---- | ----- |
| Nuxt |       |
`
  const code = `
describe("group", () => {
  test("works", () => {})
})

test.for([
  "one",
  "two"
] as const)("%s works", (name) => {})
`
  const [one] = statementsIn(guide)
  const inFile = (text: string) => gone(one?.tests ?? [], () => text).map(({ title }) => title)

  test("for an item without a test, and for a row of a table that has a column for tests", () => {
    const unproved = statementsIn(guide).filter(({ tests }) => tests.length === 0)

    expect(unproved.map(({ says }) => says)).toEqual(["- Two.", "| Nuxt |       |"])
  })

  test("for a test that's renamed, moved to another group, or gone with its file", () => {
    expect(inFile(code)).toEqual([])
    expect(inFile(code.replace('"works"', '"still works"'))).toEqual(["group > works"])
    expect(inFile(code.replace('"group"', '"other group"'))).toEqual(["group > works"])
    expect(inFile(code.replace('"%s works"', '"%s still works"'))).toEqual(["%s works"])
    expect(inFile("")).toEqual(["group > works", "%s works"])
  })

  test("for a title that is only mentioned", () => {
    expect(inFile('// test("works")\nconst title = "%s works"\n')).toEqual(["group > works", "%s works"])
  })
})

test("a title is the first text of a test, wherever Biome puts it", () => {
  const code = `
test("says \\"no\\"", () => {})
test('says "no"', () => {})
test.for<[string, number]>([
  ["a", 1]
])(
  "wraps: %s",
  () => {}
)
test.each(rows())("lists: %s", () => {})
describe.skipIf(!isThere())("a group", () => {
  describe("in it", () => {
    it("has a test", () => {})
  })

  test.concurrent("has another", () => {})
})
test("stands alone", () => {})
`

  expect(titlesIn(code)).toEqual([
    'says "no"',
    'says "no"',
    "wraps: %s",
    "lists: %s",
    "a group > in it > has a test",
    "a group > has another",
    "stands alone"
  ])
  expect(() => titlesIn("test(title, () => {})")).toThrow("no title")
})
