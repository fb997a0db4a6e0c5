import { beforeEach, expect, test, vi } from "vitest"
import type { Unavailable } from "~session/snapshot"
import { UnavailablePanel } from "~ui/page/unavailable"
import { installFakeChrome } from "../../support/fake-chrome"
import { textOf } from "../../support/render-hook"
import { text } from "../../support/texts"

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

test("a pause is advice: the button stays as it is", () => {
  const shown = textOf(<UnavailablePanel snapshot={tooOften(Date.now() + 9_500)} sync={sync} />)

  expect(shown).toContain(text("pauseAdvised", "10 sec"))
  expect(shown).toMatch(/Try again$/)
})

test("the advice goes away after the pause", () => {
  expect(textOf(<UnavailablePanel snapshot={tooOften(Date.now())} sync={sync} />)).not.toContain("in 0")
})
