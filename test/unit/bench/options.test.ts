import { expect, test } from "vitest"
import { readOptions } from "../../../bench/options"

const rows = ["popup", "tokens", "heap"]

test("everything is measured, with enough samples for a slow end, on the build of the last time", () => {
  expect(readOptions([], rows)).toEqual({ rows, samples: 15, isFresh: false })
})

test("some rows can be measured alone, more often, on a fresh build", () => {
  const args = ["--only", "heap,popup", "--samples", "30", "--rebuild"]

  expect(readOptions(args, rows)).toEqual({ rows: ["heap", "popup"], samples: 30, isFresh: true })
})

test("a row that is not there is named, with those that are", () => {
  expect(() => readOptions(["--only", "popup,speed"], rows)).toThrow(/"speed".*popup, tokens, heap/)
})

test.each(["0", "-1", "1.5", "many"])("%s is no number of samples", (samples) => {
  expect(() => readOptions([`--samples=${samples}`], rows)).toThrow(samples)
})
