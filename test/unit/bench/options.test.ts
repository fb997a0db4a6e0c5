import { expect, test } from "vitest"
import { readOptions, usageFor } from "../../../bench/options"
import { readArguments } from "../../../scripts/command-line"

const rows = ["popup", "tokens", "heap"]

const read = (args: string[]) => readOptions(readArguments(usageFor(rows), args).values, rows)

test("by default every row is measured, with enough samples for a slow end, on the last build", () => {
  expect(read([])).toEqual({ rows, samples: 15, isFresh: false })
})

test("some rows can be measured alone, more often, on a fresh build", () => {
  const args = ["--only", "heap,popup", "--samples", "30", "--rebuild"]

  expect(read(args)).toEqual({ rows: ["heap", "popup"], samples: 30, isFresh: true })
})

test("an unknown row is named, with the known ones", () => {
  expect(() => read(["--only", "popup,speed"])).toThrow(/"speed".*popup, tokens, heap/)
})

test.each(["0", "-1", "1.5", "many"])("%s isn't a number of samples", (samples) => {
  expect(() => read([`--samples=${samples}`])).toThrow(samples)
})
