import { expect, test } from "vitest"
import { each, inTurns } from "../../../bench/sampling"

test("samples are taken in turns, and those of the first round do not count", async () => {
  const order: string[] = []
  const take = (name: string) => async () => {
    order.push(name)
    return order.length
  }

  const samples = await inTurns(2, { ours: take("A"), pattern: take("B") })

  expect(order.join(" ")).toBe("A B A B A B")
  expect(samples).toEqual({ ours: [3, 5], pattern: [4, 6] })
})

test("one figure is taken out of all samples", () => {
  const samples = { ours: [{ ms: 1, requests: 0 }], pattern: [{ ms: 5, requests: 2 }] }

  expect(each(samples, "requests")).toEqual({ ours: [0], pattern: [2] })
})
