// @vitest-environment happy-dom
import { act } from "react"
import { beforeEach, describe, expect, test, vi } from "vitest"
import { Reverification } from "~screens/reverification/reverification"
import { useProof } from "~screens/reverification/use-proof"
import { useReverifiedCommand } from "~screens/reverification/use-reverified-command"
import { installFakeChrome } from "../../support/fake-chrome"
import { answered, answerMessages, mount, mountHook, refused } from "../../support/mount"
import { text } from "../../support/texts"

const required = { code: "reverification-required", message: "Clerk wants to know who you are." } as const
const wrong = { code: "rejected", field: "password", message: "The password is not right." } as const
const password = { level: "first", strategy: "password" } as const
const totp = { level: "second", strategy: "totp" } as const
const firstStep = { status: "needs-first-factor", factors: [password] }
const secondStep = { status: "needs-second-factor", factors: [totp] }
const complete = { status: "complete" }
const proof = { ...password, password: "secret" }

beforeEach(() => {
  installFakeChrome()
})

describe("useProof", () => {
  async function proving(starts: unknown[], attempts: unknown[] = []) {
    const asked = answerMessages({
      "start-reverification": async () => starts.shift(),
      "attempt-reverification": async () => attempts.shift()
    })
    const onProved = vi.fn()
    const hook = await mountHook(() => useProof(onProved))
    return { asked, onProved, hook, names: () => asked.map(({ name }) => name) }
  }

  test("begins by itself, once, with what Clerk wants proved", async () => {
    const { hook, onProved, names } = await proving([answered(firstStep)])
    await hook.render()

    expect(hook.current.step).toEqual({ number: 1, factors: [password] })
    expect(names()).toEqual(["start-reverification"])
    expect(onProved).not.toHaveBeenCalled()
  })

  test("shows why it couldn't begin, and can try again", async () => {
    const { hook } = await proving([refused(wrong), answered(firstStep)])
    expect(hook.current).toMatchObject({ step: null, start: { error: { failure: wrong } } })

    await hook.act(({ begin }) => begin())

    expect(hook.current).toMatchObject({ step: { number: 1 }, start: { error: null } })
  })

  test("a sufficient proof ends it", async () => {
    const { hook, onProved, asked } = await proving([answered(firstStep)], [answered(complete)])

    await hook.act(({ prove }) => prove(proof))

    expect(onProved).toHaveBeenCalledOnce()
    expect(asked.at(-1)).toEqual({ name: "attempt-reverification", body: proof })
  })

  test("the first factor may be followed by the second, which is another step", async () => {
    const { hook, onProved } = await proving([answered(firstStep)], [answered(secondStep)])

    await hook.act(({ prove }) => prove(proof))

    expect(hook.current.step).toEqual({ number: 2, factors: [totp] })
    expect(onProved).not.toHaveBeenCalled()
  })

  test("a wrong proof leaves the step as it is", async () => {
    const { hook, onProved, names } = await proving([answered(firstStep)], [refused(wrong)])

    await hook.act(({ prove }) => prove(proof))

    expect(hook.current).toMatchObject({ step: { number: 1 }, attempt: { error: { failure: wrong } } })
    expect(onProved).not.toHaveBeenCalled()
    expect(names()).toHaveLength(2)
  })

  test("if Clerk has none under way any more, it begins again", async () => {
    const gone = refused({ code: "expired", message: "Begin again." })
    const { hook, names } = await proving([answered(firstStep), answered(firstStep)], [gone])

    await hook.act(({ prove }) => prove(proof))

    expect(names()).toEqual(["start-reverification", "attempt-reverification", "start-reverification"])
    expect(hook.current.step?.number).toBe(2)
  })

  test("but not because a code has expired", async () => {
    const late = refused({ code: "expired", field: "code", message: "Have a new code sent." })
    const { hook, names } = await proving([answered(firstStep)], [late])

    await hook.act(({ prove }) => prove(proof))

    expect(names()).toHaveLength(2)
    expect(hook.current.step?.number).toBe(1)
  })

  test("is busy while it begins and while it proves", async () => {
    const [start, attempt] = [Promise.withResolvers(), Promise.withResolvers()]
    answerMessages({
      "start-reverification": () => start.promise,
      "attempt-reverification": () => attempt.promise
    })
    const hook = await mountHook(() => useProof(() => {}))
    expect(hook.current.attempt.isSending).toBe(true)
    await act(async () => start.resolve(answered(firstStep)))
    expect(hook.current.attempt.isSending).toBe(false)

    await hook.act(({ prove }) => void prove(proof))
    expect(hook.current.attempt.isSending).toBe(true)
    await act(async () => attempt.resolve(answered(complete)))

    expect(hook.current.attempt.isSending).toBe(false)
  })
})

describe("useReverifiedCommand", () => {
  async function asking(replies: unknown[], starts: unknown[] = [answered(complete)]) {
    const asked = answerMessages({
      "start-totp": async () => replies.shift(),
      "start-reverification": async () => starts.shift()
    })
    const page = await mount(
      <Reverification>
        <Asking />
      </Reverification>
    )
    await page.press("start")
    return { page, names: () => asked.map(({ name }) => name) }
  }

  test("a command that Clerk carries out needs no reverification", async () => {
    const { names } = await asking([answered({})])

    expect(names()).toEqual(["start-totp"])
  })

  test("after a reverification the command is sent once more, and its refusal isn't shown", async () => {
    const { page, names } = await asking([refused(required), answered({})])

    expect(names()).toEqual(["start-totp", "start-reverification", "start-totp"])
    expect(page.text()).toBe("start")
  })

  test("Clerk may require it again", async () => {
    const { names } = await asking(
      [refused(required), refused(required), answered({})],
      [answered(complete), answered(complete)]
    )

    expect(names().filter((name) => name === "start-totp")).toHaveLength(3)
  })

  test("another refusal is shown without a reverification", async () => {
    const { page, names } = await asking([refused(wrong)])

    expect(names()).toEqual(["start-totp"])
    expect(page.text()).toContain(wrong.message)
  })

  test("a user who cancels finds everything as it was", async () => {
    const { page, names } = await asking([refused(required)], [answered(secondStep)])

    await page.press(text("cancel"))

    expect(names()).toEqual(["start-totp", "start-reverification"])
    expect(page.text()).toBe("start")
  })
})

function Asking() {
  const { send, error } = useReverifiedCommand("start-totp")
  return (
    <>
      <button type="button" onClick={() => send()}>
        start
      </button>
      {error && <p>{error.message}</p>}
    </>
  )
}
