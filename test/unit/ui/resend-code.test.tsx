import { beforeEach, expect, test } from "vitest"
import { MessageError, type MessageErrorCode } from "~messaging/message-error"
import { ResendCode } from "~ui/code/resend-code"
import { installFakeChrome } from "../../support/fake-chrome"
import { textOf } from "../../support/render-hook"
import { text } from "../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

function saidAfter(code: MessageErrorCode, what?: "link") {
  const error = new MessageError({ code, message: "It failed." })
  return textOf(
    <ResendCode send={async () => ({ ok: true, value: undefined })} {...{ error, what }} isSending={false} />
  )
}

test.for(["interrupted", "timed-out", "offline", "clerk-down"] as const)(
  "after %s a code may be on its way, and the page shows that",
  (code) => {
    const said = saidAfter(code)

    expect(said).toContain(text("codeMayBeOnItsWay"))
    expect(said).not.toContain("It failed.")
  }
)

test("so may a link", () => {
  expect(saidAfter("interrupted", "link")).toContain(text("linkMayBeOnItsWay"))
})

test("a code that Clerk refuses to send isn't on its way", () => {
  const said = saidAfter("rate-limited")

  expect(said).toContain("It failed.")
  expect(said).not.toContain(text("codeMayBeOnItsWay"))
})
