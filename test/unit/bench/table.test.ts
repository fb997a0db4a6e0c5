import { expect, test } from "vitest"
import { judge } from "../../../bench/judge"
import type { Line } from "../../../bench/line"
import { tableOf } from "../../../bench/table"

function cellsOf(line: Line) {
  const [, , row = ""] = tableOf([judge(line)]).split("\n")
  return row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim())
}

test("a line with a pattern, a floor and a goal fills its row", () => {
  const line: Line = {
    what: "popup opened",
    unit: "ms",
    ours: [70, 80, 90],
    pattern: [300, 320, 340],
    floor: [31.26],
    goal: { shareOfPattern: 1 / 4 }
  }

  expect(cellsOf(line)).toEqual([
    "popup opened",
    "80 ms (p95 89, middle half 75–85)",
    "320 ms (p95 338, middle half 310–330)",
    "1 : 4",
    "31.3 ms",
    "2.56 ×",
    "1 : 4",
    "yes"
  ])
})

test("a single value has no spread, and a row without a pattern no ratio", () => {
  expect(cellsOf({ what: "requests", unit: "requests", ours: [0, 0], goal: { most: 0 } })).toEqual([
    "requests",
    "0",
    "",
    "",
    "",
    "",
    "at most 0",
    "yes"
  ])
})

test("a ratio that the spread doesn't allow isn't shown, nor whether the goal is reached", () => {
  const line: Line = {
    what: "popup opened",
    unit: "ms",
    ours: [10, 50],
    pattern: [20, 60],
    goal: { shareOfPattern: 1 / 2 }
  }

  expect(cellsOf(line)).toMatchObject({ 3: "spread too wide", 7: "open" })
})

test.each<[Line["unit"], number, string]>([
  ["bytes", 895_934, "896 KB"],
  ["bytes", 302_400_000, "302 MB"],
  ["ms", 1105.4, "1105 ms"],
  ["s", 4.2345, "4.23 s"],
  ["times", 1, "1 ×"],
  ["nodes", 126, "126"]
])("%s: %d is written %s", (unit, value, text) => {
  expect(cellsOf({ what: "", unit, ours: [value] })[1]).toBe(text)
})

test("zero compared with something is zero", () => {
  expect(cellsOf({ what: "", unit: "requests", ours: [0], pattern: [2] })[3]).toBe("0")
})

test("something has no ratio to zero", () => {
  expect(cellsOf({ what: "", unit: "requests", ours: [1], pattern: [0] })[3]).toBe("")
})

test("more than the pattern is shown the other way round", () => {
  expect(cellsOf({ what: "", unit: "bytes", ours: [300], pattern: [100] })[3]).toBe("3 : 1")
})
