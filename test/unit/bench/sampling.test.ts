import { expect, test } from "vitest"
import { each, inTurns } from "../../../bench/sampling"

test("samples are taken in turns, and the first round doesn't count", async () => {
  const order: string[] = []
  const take = (name: string) => async () => {
    order.push(name)
    return order.length
  }

  const samples = await inTurns(2, { ours: take("A"), pattern: take("B") })

  expect(order.join(" ")).toBe("A B A B A B")
  expect(samples).toEqual({ ours: [3, 5], pattern: [4, 6] })
})

test("one figure is picked from all samples", () => {
  const samples = { ours: [{ ms: 1, requests: 0 }], pattern: [{ ms: 5, requests: 2 }] }

  expect(each(samples, "requests")).toEqual({ ours: [0], pattern: [2] })
})
