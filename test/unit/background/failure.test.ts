import { beforeEach, expect, test, vi } from "vitest"
import { toFailure, toSafeWords } from "~background/failure"
import { TurnTimedOut } from "~background/in-turn"
import { MessageError } from "~messaging/message-error"
import { installFakeChrome } from "../../support/fake-chrome"

beforeEach(() => {
  installFakeChrome()
})

test.for([
  [
    new Error("Failed to fetch https://clerk.example/v1/client?__clerk_db_jwt=dvb_secret&_method=PATCH"),
    "Error: Failed to fetch https://clerk.example/v1/client?…"
  ],
  [
    new TypeError('ClerkJS: Network error at "https://clerk.example/v1/me?rotating_token_nonce=n1" - again'),
    'TypeError: ClerkJS: Network error at "https://clerk.example/v1/me?… - again'
  ],
  [
    new Error("https://a.example/?a=1 and https://b.example/?b=2"),
    "Error: https://a.example/?… and https://b.example/?…"
  ],
  [
    new Error("Refused: Authorization: Bearer dvb_secret, again"),
    "Error: Refused: Authorization: Bearer … again"
  ],
  [new Error('Bad token "eyJhbGciOi.eyJzdWIi.c2ln-bmF0_dXJl"'), 'Error: Bad token "…"'],
  [
    new Error(
      "404 at https://happy-hippo-1234567890.clerk.accounts.dev/v1/tickets/dvb_2h9wXyZ81kLmNoPqRs/accept"
    ),
    "Error: 404 at https://happy-hippo-1234567890.clerk.accounts.dev/v1/tickets/…/accept"
  ],
  [new Error(`Key ${"0a1b".repeat(8)}`), "Error: Key …"],
  [new Error("organization_not_found_or_unauthorized"), "Error: organization_not_found_or_unauthorized"],
  ["correct-horse-battery-staple", "Thrown: string"],
  [{ password: "correct-horse-battery-staple" }, "Thrown: object"],
  [undefined, "Thrown: undefined"]
] as const)("an error is described without what mustn't be logged", ([error, words]) => {
  expect(toSafeWords(error)).toBe(words)
})

test("an expected failure is not logged", () => {
  const log = vi.spyOn(console, "error").mockReturnValue()
  const failure = { code: "offline", message: "Clerk cannot be reached." } as const

  expect(toFailure(new MessageError(failure))).toBe(failure)
  expect(toFailure(new TurnTimedOut())).toMatchObject({ code: "timed-out" })
  expect(log).not.toHaveBeenCalled()
})

test("an unexpected failure is logged, and pages get no details", () => {
  const log = vi.spyOn(console, "error").mockReturnValue()

  const failure = toFailure(new Error("internal detail"))

  expect(failure.code).toBe("unexpected")
  expect(failure.message).not.toContain("internal detail")
  expect(log).toHaveBeenCalledExactlyOnceWith("Error: internal detail")
})
