import { beforeEach, expect, test, vi } from "vitest"
import type { Unavailable } from "~session/snapshot"
import { UnavailablePanel } from "~ui/page/unavailable"
import { installFakeChrome } from "../../support/fake-chrome"
import { textOf } from "../../support/render-hook"

beforeEach(() => {
  installFakeChrome()
})

const sync = { send: vi.fn(), isSending: false, answer: undefined, error: null, reset: () => {} }

const tooOften = (retryAt: number | null): Unavailable => ({
  status: "unavailable",
  reason: "rate-limited",
  advice: null,
  traceId: null,
  lastKnown: null,
  retryAt
})

test("a pause is advice: the button stays what it is", () => {
  const shown = textOf(<UnavailablePanel state={tooOften(Date.now() + 9_500)} sync={sync} />)

  expect(shown).toContain("Clerk asks for a pause: 10 s left.")
  expect(shown).toMatch(/Try again$/)
})

test("after the pause nothing is said of it", () => {
  expect(textOf(<UnavailablePanel state={tooOften(Date.now())} sync={sync} />)).not.toContain("pause:")
})
