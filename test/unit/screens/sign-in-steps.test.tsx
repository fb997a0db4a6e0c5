// @vitest-environment happy-dom
import { act, type ReactNode, useState } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { beforeEach, describe, expect, test, vi } from "vitest"
import { OtherWays } from "~screens/sign-in/other-ways"
import { SignIn } from "~screens/sign-in/sign-in"
import {
  type StepErrors,
  StepErrorsContext,
  useStepCommand,
  useStepError
} from "~screens/sign-in/use-step-command"
import { installFakeChrome } from "../../support/fake-chrome"
import { answered, answerMessages, mount, mountHook, refused } from "../../support/mount"
import { signedOut } from "../../support/sessions"
import { text } from "../../support/texts"

const wrong = { code: "rejected", field: "password", message: "The password is not right." } as const
const unknown = { code: "rejected", field: "identifier", message: "Nobody has this address." } as const

beforeEach(() => {
  installFakeChrome()
})

describe("a step's command", () => {
  /** Two commands of a sign-in, and the error of whichever failed last. */
  const steps = () =>
    mountHook(
      () => ({
        password: useStepCommand("attempt-first-factor"),
        start: useStepCommand("start-sign-in"),
        last: useStepError()
      }),
      (children) => <Steps>{children}</Steps>
    )
  const password = { strategy: "password", identifier: "ada@example.com", password: "nope" } as const
  const identifier = { identifier: "ada@example.com" }

  test("its error replaces the previous step's error", async () => {
    answerMessages({ "attempt-first-factor": () => refused(wrong), "start-sign-in": () => refused(unknown) })
    const step = await steps()

    await step.act(({ password: attempt }) => attempt.send(password))
    expect(step.current).toMatchObject({
      password: { error: { failure: wrong } },
      start: { error: null },
      last: { error: { failure: wrong } }
    })
    await step.act(({ start }) => start.send(identifier))

    expect(step.current).toMatchObject({
      password: { error: null },
      start: { error: { failure: unknown } },
      last: { error: { failure: unknown } }
    })
  })

  test("sending another command removes the error", async () => {
    const reply = Promise.withResolvers()
    answerMessages({ "attempt-first-factor": () => refused(wrong), "start-sign-in": () => reply.promise })
    const step = await steps()
    await step.act(({ password: attempt }) => attempt.send(password))

    await step.act(({ start }) => void start.send(identifier))

    expect(step.current).toMatchObject({ start: { isSending: true }, last: { error: null } })
    await act(async () => reply.resolve(answered()))
  })

  test("can forget its error", async () => {
    answerMessages({ "attempt-first-factor": () => refused(wrong) })
    const step = await steps()
    const send = () => step.act(({ password: attempt }) => attempt.send(password))

    await send()
    await step.act(({ last }) => last.forget())
    expect(step.current.last.error).toBeNull()
    await send()
    await step.act(({ password: attempt }) => attempt.reset())

    expect(step.current.last.error).toBeNull()
  })

  test("if Chrome interrupted it, its progress is fetched from Clerk; otherwise not", async () => {
    const replies = [refused({ code: "interrupted", message: "Try again." }), refused(wrong)]
    const asked = answerMessages({
      "attempt-first-factor": () => replies.shift() as never,
      "sync-session": () => answered()
    })
    const step = await steps()

    await step.act(({ password: attempt }) => attempt.send(password))
    await step.act(({ password: attempt }) => attempt.send(password))

    expect(asked.map(({ name }) => name)).toEqual([
      "attempt-first-factor",
      "sync-session",
      "attempt-first-factor"
    ])
    expect(asked[1]?.body).toEqual({ force: true, onlyClient: true })
  })

  test("belongs in a sign-in", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {})

    await expect(mountHook(() => useStepError())).rejects.toThrow("children of <SignIn>")
  })
})

test("a password error disappears when the user requests a code instead, and the code's error shows", async () => {
  answerMessages({ "attempt-first-factor": () => refused(wrong), "start-sign-in": () => refused(unknown) })
  const page = await mount(<SignIn session={signedOut()} drafts={{}} />)
  await page.fill("identifier", "ada@example.com")
  await page.fill("password", "nope")
  await page.press(text("signIn"))
  expect(page.text()).toContain(wrong.message)

  await page.press(text("sendMeACodeInstead"))

  expect(page.text()).not.toContain(wrong.message)
  expect(page.text()).toContain(unknown.message)
})

const google = { strategy: "oauth_google", name: "Google" } as const
const github = { strategy: "oauth_github", name: "GitHub" } as const
const notion = { strategy: "oauth_notion", name: "Notion" } as const

describe("other ways to sign in", () => {
  const { instance } = signedOut()
  const waysOf = (signIn: Partial<typeof instance.signIn>) =>
    renderToStaticMarkup(<OtherWays instance={{ ...instance, signIn: { ...instance.signIn, ...signIn } }} />)

  test("two companies are named, and more than two only hinted at", () => {
    expect(waysOf({ social: [google, github] })).toContain("Google, GitHub")
    const many = waysOf({ social: [google, github, notion] })
    expect(many).toContain(`Google, GitHub, ${text("byOthers")}`)
    expect(many).not.toContain("Notion")
  })

  test("what only the web app can do is beside the companies", () => {
    expect(waysOf({ social: [google], others: ["enterprise_sso"] })).toContain(
      `Google, ${text("bySingleSignOn")}`
    )
  })

  test("without any, nothing is shown", () => {
    expect(waysOf({})).toBe("")
  })

  test.for([
    [["email_code"], true, "othersByCode"],
    [["email_code"], false, "othersByCode"],
    [["phone_code"], true, "othersByPassword"],
    [[], true, "othersByPassword"],
    [[], false, "othersNotHere"]
  ] as const)(
    "with codes %j, and a password: %s, users read how else to get in",
    ([codes, password, key]) => {
      const said = waysOf({ social: [google], codes: [...codes], password })

      expect(said).toBe(`<p>${text(key, "Google")}</p>`)
    }
  )
})

function Steps({ children }: { children: ReactNode }) {
  const [failed, report] = useState<StepErrors["failed"]>(null)
  return <StepErrorsContext value={{ failed, report }}>{children}</StepErrorsContext>
}
