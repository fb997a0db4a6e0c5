import { expect, test } from "vitest"
import { judge } from "../../../bench/judge"
import type { Goal, Line } from "../../../bench/line"

const line = (ours: number[], goal: Goal, pattern?: number[], floor?: number[]): Line => ({
  what: "popup opened",
  unit: "ms",
  ours,
  goal,
  ...(pattern && { pattern }),
  ...(floor && { floor })
})

test.each<[string, Line, boolean | null]>([
  ["a quarter of the pattern's is a quarter", line([10, 10], { shareOfPattern: 1 / 4 }, [40, 40]), true],
  ["more than a quarter is not", line([11, 11], { shareOfPattern: 1 / 4 }, [40, 40]), false],
  ["the spread leaves it open", line([5, 45], { shareOfPattern: 1 / 4 }, [20, 60]), null],
  [
    "ours may take a third more than the floor",
    line([40, 40], { timesFloor: 1.35 }, undefined, [30, 30]),
    true
  ],
  ["but not half as much more", line([45, 45], { timesFloor: 1.35 }, undefined, [30, 30]), false],
  ["a slow sample does not spoil a median", line([1, 1, 99], { median: 5 }), true],
  ["but it spoils the slow end", line([1, 1, 99], { p95: 5 }), false],
  ["no sample may exceed it", line([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], { most: 0 }), false],
  ["and no sample does", line([0, 0], { most: 0 }), true]
])("%s", (_, given, isReached) => {
  expect(judge(given)).toMatchObject({ isReached })
})

test("without a goal there is nothing to reach", () => {
  expect(judge({ what: "requests", unit: "requests", ours: [24] })).toMatchObject({
    isReached: null,
    ratio: null
  })
})
