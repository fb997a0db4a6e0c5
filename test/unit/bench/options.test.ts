import { expect, test } from "vitest"
import { readOptions } from "../../../bench/options"

const rows = ["popup", "tokens", "heap"]

test("by default every row is measured, with enough samples for a slow end, on the last build", () => {
  expect(readOptions([], rows)).toEqual({ rows, samples: 15, isFresh: false })
})

test("some rows can be measured alone, more often, on a fresh build", () => {
  const args = ["--only", "heap,popup", "--samples", "30", "--rebuild"]

  expect(readOptions(args, rows)).toEqual({ rows: ["heap", "popup"], samples: 30, isFresh: true })
})

test("an unknown row is named, with the known ones", () => {
  expect(() => readOptions(["--only", "popup,speed"], rows)).toThrow(/"speed".*popup, tokens, heap/)
})

test.each(["0", "-1", "1.5", "many"])("%s isn't a number of samples", (samples) => {
  expect(() => readOptions([`--samples=${samples}`], rows)).toThrow(samples)
})
