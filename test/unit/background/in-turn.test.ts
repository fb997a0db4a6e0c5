import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { createTurns, TurnTimedOut } from "~background/in-turn"

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

const forEver = () => new Promise<never>(() => {})

test("a turn begins when the previous one has ended", async () => {
  const inTurn = createTurns()
  const log: string[] = []
  const turn = (name: string, milliseconds: number) => () =>
    new Promise<void>((resolve) => {
      log.push(`${name} begins`)
      setTimeout(() => {
        log.push(`${name} ends`)
        resolve()
      }, milliseconds)
    })

  const all = Promise.all([inTurn(turn("slow", 100)), inTurn(turn("quick", 1))])
  await vi.runAllTimersAsync()
  await all

  expect(log).toEqual(["slow begins", "slow ends", "quick begins", "quick ends"])
})

test("a turn that fails does not stop the next", async () => {
  const inTurn = createTurns()
  const failing = inTurn(() => Promise.reject(new Error("failed")))

  const next = inTurn(async () => "done")

  await expect(failing).rejects.toThrow("failed")
  expect(await next).toBe("done")
})

test("a turn that throws at once does not stop the next", async () => {
  const inTurn = createTurns()
  const failing = inTurn(() => {
    throw new Error("failed")
  })

  const next = inTurn(async () => "done")

  await expect(failing).rejects.toThrow("failed")
  expect(await next).toBe("done")
})

test("a turn that hangs makes room after the time limit", async () => {
  const inTurn = createTurns(1_000)
  const hanging = expect(inTurn(forEver)).rejects.toThrow(TurnTimedOut)
  const next = inTurn(async () => "done")

  await vi.advanceTimersByTimeAsync(1_000)

  await hanging
  expect(await next).toBe("done")
})

test("waiting doesn't count towards a turn's time", async () => {
  const inTurn = createTurns(1_000)
  const hanging = expect(inTurn(forEver)).rejects.toThrow(TurnTimedOut)
  const next = inTurn(() => new Promise((resolve) => setTimeout(() => resolve("done"), 900)))

  await vi.advanceTimersByTimeAsync(1_900)

  await hanging
  expect(await next).toBe("done")
})
