import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { MessageError } from "~messaging/message-error"
import { SEND_TIME_LIMIT_MS, send, sendShowing } from "~messaging/send"
import { installFakeChrome } from "../../support/fake-chrome"

beforeEach(() => {
  installFakeChrome()
})

afterEach(() => {
  vi.useRealTimers()
})

// Chrome's own message.
const closed = new Error(
  "A listener indicated an asynchronous response by returning true, but the message channel closed before a response was received"
)
const portClosed = new Error("The message port closed before a response was received.")
const neverReceived = new Error("Could not establish connection. Receiving end does not exist.")
const done = { ok: true, value: undefined }

/** What the service worker does with successive messages. */
function background(...deliveries: unknown[]) {
  const sendMessage = vi.fn((_extensionId: unknown, _message: unknown) => {
    const next = deliveries.shift()
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
  })
  vi.spyOn(chrome.runtime, "sendMessage").mockImplementation(sendMessage as never)
  return sendMessage
}

const shown = { sessionId: "sess_1", attemptId: null, task: "choose-organization" }
const chooseOrganization = () => sendShowing(shown, "choose-organization", { organizationId: "org_1" })
const createOrganization = () => sendShowing(shown, "create-organization", { name: "Acme" })

test("a command is sent by name, with its request and with what the page showed", async () => {
  const sendMessage = background(done)

  await chooseOrganization()

  expect(sendMessage).toHaveBeenCalledExactlyOnceWith(null, {
    name: "choose-organization",
    body: { organizationId: "org_1" },
    shown
  })
})

test("a command that isn't bound to what a page shows is sent without it", async () => {
  const sendMessage = background(done)

  await send("switch-session", { sessionId: "sess_1" })

  expect(sendMessage).toHaveBeenCalledExactlyOnceWith(null, {
    name: "switch-session",
    body: { sessionId: "sess_1" }
  })
})

test("it resolves with the value of the reply", async () => {
  background({ ok: true, value: { logoFailed: true } })

  expect(await createOrganization()).toEqual({ logoFailed: true })
})

test("it throws the failure of the reply", async () => {
  const failure = { code: "rejected", message: "This slug is taken.", field: "slug" } as const
  background({ ok: false, failure })

  const error = await createOrganization().catch((thrown) => thrown)

  expect(error).toBeInstanceOf(MessageError)
  expect(error).toMatchObject({ code: "rejected", message: "This slug is taken.", failure })
})

test.for([
  ["closed", closed],
  ["port closed", portClosed],
  ["no reply", undefined]
] as const)(
  "a message is sent once more, marked as repeated, if Chrome stopped the worker midway: %s",
  async ([_, end]) => {
    const sendMessage = background(end, { ok: true, value: { logoFailed: false } })

    expect(await createOrganization()).toEqual({ logoFailed: false })

    const message = { name: "create-organization", body: { name: "Acme" }, shown }
    expect(sendMessage.mock.calls.map(([_, sent]) => sent)).toEqual([
      message,
      { ...message, isRepeated: true }
    ])
  }
)

test("the worker refuses a repeated message whose command could do harm twice", async () => {
  const failure = { code: "interrupted", message: "Chrome stopped the extension." } as const
  background(closed, { ok: false, failure })

  await expect(createOrganization()).rejects.toEqual(new MessageError(failure))
})

test("a message is sent twice at most", async () => {
  const sendMessage = background(closed, closed, done)

  await expect(chooseOrganization()).rejects.toMatchObject({ code: "interrupted" })

  expect(sendMessage).toHaveBeenCalledTimes(2)
})

test("a message that the worker never received isn't marked as repeated", async () => {
  const sendMessage = background(neverReceived, { ok: true, value: { logoFailed: false } })

  expect(await createOrganization()).toEqual({ logoFailed: false })

  const message = { name: "create-organization", body: { name: "Acme" }, shown }
  expect(sendMessage.mock.calls.map(([_, sent]) => sent)).toEqual([message, message])
})

test("a command that is never answered ends after the time limit", async () => {
  vi.useFakeTimers()
  vi.spyOn(chrome.runtime, "sendMessage").mockImplementation(() => new Promise<never>(() => {}))
  const onError = vi.fn()

  const sending = chooseOrganization().catch(onError)
  await vi.advanceTimersByTimeAsync(SEND_TIME_LIMIT_MS - 1)
  expect(onError).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await sending

  expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: "timed-out" }))
  expect(vi.getTimerCount()).toBe(0)
})

test("no timer is left once the answer has arrived", async () => {
  vi.useFakeTimers()
  background(done)

  await chooseOrganization()

  expect(vi.getTimerCount()).toBe(0)
})
