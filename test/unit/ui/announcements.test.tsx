// @vitest-environment happy-dom
import { act } from "react"
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest"
import { MessageError } from "~messaging/message-error"
import { Done } from "~screens/task-page/task-ends"
import type { Unavailable } from "~session/snapshot"
import { BackupCodeForm } from "~ui/code/backup-code-form"
import { CodeForm } from "~ui/code/code-form"
import { ResendCode } from "~ui/code/resend-code"
import { ChoiceRow } from "~ui/controls/choice-row"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { TextField } from "~ui/controls/text-field"
import { useEscape } from "~ui/controls/use-escape"
import { UnavailableBanner } from "~ui/page/unavailable"
import { installFakeChrome } from "../../support/fake-chrome"
import { answered, mount, mountHook } from "../../support/mount"
import { text } from "../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

const wrong = "That code is not right."
const alerts = () => [...document.querySelectorAll('[role="alert"]')].map((alert) => alert.textContent)

describe("an error at an input", () => {
  // The test decides when a form can no longer move the focus.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  const settle = () => act(async () => vi.runAllTimers())
  const field = (error?: string) => (
    <>
      <TextField name="code" label="Code" required error={error} />
      <button type="button">Elsewhere</button>
    </>
  )
  const focus = (selector: string) => act(async () => document.querySelector<HTMLElement>(selector)?.focus())

  test("is an alert if the input already has the focus", async () => {
    const { render } = await mount(field())
    await focus("input")

    await render(field(wrong))
    await settle()

    expect(alerts()).toEqual([wrong])
  })

  test("is no alert if the focus moves there, because it is read with the input", async () => {
    const { render } = await mount(field())
    await focus("button")

    await render(field(wrong))
    await focus("input")
    await settle()

    expect(alerts()).toEqual([])
    const describedBy = document.querySelector("input")?.getAttribute("aria-describedby") ?? ""
    expect(document.getElementById(describedBy)?.textContent).toBe(wrong)
  })

  test("is an alert if the focus stays elsewhere", async () => {
    const { render } = await mount(field())
    await focus("button")

    await render(field(wrong))
    await settle()

    expect(alerts()).toEqual([wrong])
  })

  test("is an alert again when it occurs again", async () => {
    const { render } = await mount(field())
    await focus("input")
    await render(field(wrong))
    await settle()
    await render(field())
    await settle()
    expect(alerts()).toEqual([])

    await render(field(wrong))
    await settle()

    expect(alerts()).toEqual([wrong])
  })
})

test("an alert holds the message, and no buttons or details", async () => {
  const error = new MessageError({ code: "clerk-down", message: "Clerk has a problem.", traceId: "abc" })

  await mount(
    <ErrorNotice error={error}>
      <button type="button">Try again</button>
    </ErrorNotice>
  )

  expect(alerts()).toEqual(["Clerk has a problem."])
  expect(document.body.textContent).toContain("abc")
})

describe("the banner of a pause", () => {
  const sync = { send: vi.fn(), isSending: false, answer: undefined, error: null, reset: () => {} }
  const state: Unavailable = {
    status: "unavailable",
    reason: "rate-limited",
    advice: null,
    traceId: "abc",
    lastKnown: null,
    retryAt: Date.now() + 60_000
  }

  test("counts down outside the announced text", async () => {
    await mount(<UnavailableBanner snapshot={state} sync={sync} />)

    expect(document.body.textContent).toMatch(/in \d+ sec/)
    expect(alerts().join()).not.toMatch(/\d+ sec|Try again|abc/)
  })

  test("is announced again after another failed try", async () => {
    sync.send.mockResolvedValue(answered())
    const { press } = await mount(<UnavailableBanner snapshot={state} sync={sync} />)
    const before = alerts().length

    await press("Try again")

    expect(alerts()).toHaveLength(before + 1)
    expect(alerts().at(-1)).toBe(text("unavailableRateLimitedTitle"))
  })
})

test("the name of a button that counts down changes every ten seconds", async () => {
  const send = async () => answered()
  const show = (ago: number) => (
    <ResendCode key={ago} send={send} isSending={false} error={null} sentAt={Date.now() - ago} />
  )
  const names: string[] = []
  const { render } = await mount(show(0))
  for (const ago of [0, 1_000, 5_000, 9_000, 11_000]) {
    await render(show(ago))
    names.push(document.querySelector("button > :not([aria-hidden])")?.textContent ?? "")
  }

  expect(new Set(names)).toEqual(new Set([text("sendNewCodeIn", "30 sec"), text("sendNewCodeIn", "20 sec")]))
})

test("a row is named by its content", async () => {
  await mount(
    <ul>
      <ChoiceRow name="Initech" detail="Member" verb="Join" onPress={() => {}} />
    </ul>
  )

  const row = document.querySelector("button")
  expect(row?.matches("[aria-label], [aria-labelledby]")).toBe(false)
  expect(row?.textContent).toBe("InitechMemberJoin")
})

describe("codes", () => {
  const ids = { labelledBy: "title", describedBy: "reason", isSending: false, error: null }

  test.for(["１２３４５６", "١٢٣٤٥٦", "Your code is 123-456.", " 12 34 56 "])(
    "%j is the code 123456",
    async (typed) => {
      const onCode = vi.fn()
      const { fill } = await mount(<CodeForm {...ids} onCode={onCode} />)

      await fill("code", typed)

      expect(onCode).toHaveBeenCalledExactlyOnceWith("123456")
    }
  )

  test("a backup code in full-width characters is understood", async () => {
    const onCode = vi.fn()
    const { fill, press } = await mount(<BackupCodeForm {...ids} onCode={onCode} />)
    await fill("code", "ａｂｃ１２３")

    await press("Verify")

    expect(onCode).toHaveBeenCalledExactlyOnceWith("abc123")
  })
})

describe("a step", () => {
  test("leaves the focus to its input, else its heading takes it", async () => {
    const { render } = await mount(<Step key="1" name="First" hasInput={false} />)

    await render(<Step key="2" name="Second" hasInput />)
    expect(document.activeElement?.tagName).toBe("INPUT")

    await render(<Step key="3" name="Third" hasInput={false} />)
    expect(document.activeElement?.textContent).toBe("Third")
  })

  test("titles the tab", async () => {
    const { render } = await mount(<Step key="1" name="Sign in to Acme" hasInput={false} />)
    expect(document.title).toBe(`Sign in to Acme – ${text("extensionName")}`)

    await render(<Step key="2" name="All done" hasInput={false} />)
    expect(document.title).toBe(`All done – ${text("extensionName")}`)
  })

  test("titles a background tab a moment later", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
    onTestFinished(() => void vi.useRealTimers())
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden")
    document.title = "Before"

    const { render } = await mount(<Step key="1" name="Sign in to Acme" hasInput={false} />)
    await render(<Step key="2" name="All done" hasInput={false} />)
    expect(document.title).toBe("Before")

    vi.runAllTimers()
    expect(document.title).toBe(`All done – ${text("extensionName")}`)
  })
})

describe("Escape", () => {
  const pressEscape = () => {
    const event = new KeyboardEvent("keydown", { key: "Escape", cancelable: true })
    window.dispatchEvent(event)
    return event
  }

  test("leaves a step, and reaches nothing else", async () => {
    const leave = vi.fn()
    await mountHook(() => useEscape(leave))

    expect(pressEscape().defaultPrevented).toBe(true)
    expect(leave).toHaveBeenCalledOnce()
  })

  test("does nothing while the step can't be left, or during text composition", async () => {
    const leave = vi.fn()
    let onEscape: (() => void) | undefined
    const { render } = await mountHook(() => useEscape(onEscape))
    expect(pressEscape().defaultPrevented).toBe(false)

    onEscape = leave
    await render()
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", isComposing: true }))
    expect(leave).not.toHaveBeenCalled()
  })
})

test("a page that is done stays long enough to be heard, unless the user continues", async () => {
  await chrome.tabs.create({})
  const here = await chrome.tabs.create({ url: "/tabs/setup-mfa.html" })
  Object.assign(chrome.tabs, { getCurrent: async () => here })
  const remove = vi.spyOn(chrome.tabs, "remove")
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { press } = await mount(<Done />)

  await act(() => vi.advanceTimersByTimeAsync(1_500))
  expect(remove).not.toHaveBeenCalled()

  await press(text("continue"))
  expect(remove).toHaveBeenCalledExactlyOnceWith(here.id)
})

function Step({ name, hasInput }: { name: string; hasInput: boolean }) {
  return (
    <div>
      <Heading level={1}>{name}</Heading>
      {/* biome-ignore lint/a11y/noAutofocus: as in a form */}
      {hasInput && <input autoFocus />}
    </div>
  )
}
