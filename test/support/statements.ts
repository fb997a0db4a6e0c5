/** Something that docs/guide.md says, and the tests that prove it. */
export type Statement = { says: string; tests: NamedTest[] }

/** A test, with its file as a path from the project's root, and its title as Vitest prints it: after the titles of its groups. */
export type NamedTest = { file: string; title: string }

/**
 * The statements of the guide: the items of its lists, and the rows of each table that has the column "Tests". They link to tests:
 * "[`group > title`](../test/unit/some.test.ts)".
 */
export function statementsIn(guide: string): Statement[] {
  const items = guide.match(/^- .*\n(?: {2}.*\n)*/gm) ?? []
  const tables = guide.match(/(?:^\|.*\|\n)+/gm) ?? []
  const rows = tables
    .filter((table) => /^.*\| Tests +\|/.test(table))
    .flatMap((table) => table.trim().split("\n").slice(2))
  return [...items, ...rows].map((text) => ({ says: text.split("\n")[0] ?? "", tests: testsIn(text) }))
}

/** Every test to which a text links. */
export function testsIn(text: string): NamedTest[] {
  return [...text.matchAll(/\[`([^`]+)`\]\(\.\.\/(test\/[^)]+)\)/g)].map(([_, title = "", file = ""]) => ({
    title,
    file
  }))
}

/** A test or a group of tests, in the form in which Biome keeps them, up to its first argument. */
const START = /^( *)(test|it|describe)((?:\.\w+)*)(?:<.*>)?\(/gm
const TITLE = /(["'`])((?:\\.|(?!\1).)*)\1/.source

/**
 * The titles of the tests in a file, each after the titles of its groups: "group > title". Placeholders stay: "%s works".
 * @throws Error if a test has no title.
 */
export function titlesIn(code: string): string[] {
  const groups: { indent: number; title: string }[] = []
  return [...code.matchAll(START)].flatMap(
    ({ 0: start, 1: margin = "", 2: kind, 3: modifiers = "", index }) => {
      const indent = margin.length
      const title = titleAfter(
        code.slice(index + start.length),
        margin,
        /\.(for|each|skipIf|runIf)/.test(modifiers)
      )
      while (groups.length > 0 && (groups.at(-1)?.indent ?? 0) >= indent) groups.pop()
      const full = [...groups.map((group) => group.title), title].join(" > ")
      if (kind !== "describe") return [full]
      groups.push({ indent, title })
      return []
    }
  )
}

// "test.for(rows)(" and "describe.skipIf(isMissing)(" have the title in the second call, on the same line or where the first call ends.
function titleAfter(rest: string, margin: string, isSecondCall: boolean) {
  const call = `(?:.*?|[^]*?\\n${margin}[\\])}].*?)\\)\\(`
  const found = new RegExp(`^${isSecondCall ? call : ""}\\s*${TITLE}`).exec(rest)
  if (!found) throw new Error(`A test has no title: ${rest.slice(0, 80)}`)
  return (found[2] ?? "").replaceAll(/\\(.)/g, "$1")
}
