import { beforeEach, expect, test, vi } from "vitest"
import { MessageError, problemsOf } from "~messaging/message-error"
import { SEND_TIME_LIMIT_MS, send } from "~messaging/send"
import { installFakeChrome } from "../../support/fake-chrome"
import { text } from "../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

test("a message's error is recognized by its name, its code and its text", () => {
  const failure = { code: "expired", message: "Too late." } as const

  expect(new MessageError(failure)).toMatchObject({
    name: "MessageError",
    message: "Too late.",
    code: "expired",
    failure
  })
})

test("lists all problems, the main one first", () => {
  const failure = { code: "rejected", message: "Too short.", field: "newPassword" } as const
  const others = [{ message: "Taken.", field: "username" as const }, { message: "Odd." }]

  expect(problemsOf(failure)).toEqual([{ message: "Too short.", field: "newPassword" }])
  expect(problemsOf({ ...failure, others })).toEqual([
    { message: "Too short.", field: "newPassword" },
    ...others
  ])
  expect(problemsOf({ code: "offline", message: "Offline." })).toEqual([{ message: "Offline." }])
})

test("the text says that Chrome interrupted the action", async () => {
  const closed = new Error("The message port closed before a response was received.")
  vi.spyOn(chrome.runtime, "sendMessage").mockRejectedValue(closed as never)

  await expect(send("sync-session", {})).rejects.toMatchObject({
    code: "interrupted",
    message: text("errorInterrupted")
  })
})

test("the text says that it took too long", async () => {
  vi.useFakeTimers()
  vi.spyOn(chrome.runtime, "sendMessage").mockReturnValue(new Promise(() => {}) as never)

  const sent = expect(send("sync-session", {})).rejects.toMatchObject({
    code: "timed-out",
    message: text("errorTimedOut")
  })
  await vi.advanceTimersByTimeAsync(SEND_TIME_LIMIT_MS)
  await sent
  vi.useRealTimers()
})

test.for(["a text", null, new Error("of Chrome")])("%o is thrown unchanged", async (thrown) => {
  const sendMessage = vi.spyOn(chrome.runtime, "sendMessage").mockRejectedValue(thrown as never)

  await expect(send("sync-session", {})).rejects.toBe(thrown)

  expect(sendMessage).toHaveBeenCalledOnce()
})
