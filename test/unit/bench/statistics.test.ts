import { expect, test } from "vitest"
import { ratioOf, summarize } from "../../../bench/statistics"

test("a summary has the middle, the slow end and the spread of the samples, in any order", () => {
  const samples = Array.from({ length: 101 }, (_, index) => 100 - index)

  expect(summarize(samples)).toEqual({ samples: 101, median: 50, p95: 95, most: 100, p25: 25, p75: 75 })
})

test("values between two samples are interpolated", () => {
  expect(summarize([10, 20])).toMatchObject({ median: 15, p95: 19.5, p25: 12.5, p75: 17.5 })
})

test("one sample is its own summary", () => {
  expect(summarize([7])).toEqual({ samples: 1, median: 7, p95: 7, most: 7, p25: 7, p75: 7 })
})

test("there is no summary of nothing", () => {
  expect(() => summarize([])).toThrow("no samples")
})

test("a ratio compares the medians", () => {
  expect(ratioOf(summarize([9, 10, 11]), summarize([39, 40, 41]))).toBe(0.25)
})

test("samples that overlap have no ratio", () => {
  expect(ratioOf(summarize([10, 20, 30]), summarize([15, 25, 35]))).toBeNull()
  expect(ratioOf(summarize([15, 25, 35]), summarize([10, 20, 30]))).toBeNull()
})

test("one straggler on either side doesn't remove the ratio", () => {
  expect(ratioOf(summarize([10, 10, 10, 10, 90]), summarize([40, 40, 40, 40, 5]))).toBe(0.25)
})

test("nothing is proportional to zero", () => {
  expect(ratioOf(summarize([3]), summarize([0]))).toBeNull()
})
