// @vitest-environment happy-dom
import type { ReactNode } from "react"
import { beforeEach, describe, expect, test, vi } from "vitest"
import { Reverification } from "~screens/reverification/reverification"
import { PhoneCode } from "~screens/setup-mfa/phone-code"
import { SetupMfa } from "~screens/setup-mfa/setup-mfa"
import { TextMessage } from "~screens/setup-mfa/text-message"
import { TaskContext } from "~screens/task-page/task"
import type { PendingSession } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { answered, answerMessages, mount, refused } from "../../support/mount"
import { pending } from "../../support/sessions"
import { text } from "../../support/texts"

const incorrect = { code: "rejected", field: "code", message: "That code is not right." } as const
const enrolment = { secret: "ABCDEFGH", uri: "otpauth://totp/Emulator:ada?secret=ABCDEFGH" }
const NUMBER = "+15555550100"
const VERIFIED = { phoneNumberId: "idn_1", phoneNumber: NUMBER, isVerified: true }
const UNVERIFIED = { ...VERIFIED, isVerified: false }

beforeEach(() => {
  installFakeChrome()
  Object.assign(navigator, { language: "en-US" })
  sessionStorage.clear()
  location.hash = ""
})

/** The task's page, and whether it's held. */
function onTaskPage(children: ReactNode, mfaMethods: PendingSession["mfaMethods"] = ["totp"]) {
  const held: boolean[] = []
  const task = {
    session: { ...pending(["setup-mfa"]), mfaMethods },
    hold: () => void held.push(true),
    release: () => void held.push(false)
  }
  const page = (
    <TaskContext value={task}>
      <Reverification>{children}</Reverification>
    </TaskContext>
  )
  return { page, held }
}

describe("SetupMfa", () => {
  test("a refused code lets the page move on if the task is completed elsewhere", async () => {
    answerMessages({ "start-totp": () => answered(enrolment), "verify-totp": () => refused(incorrect) })
    const { page, held } = onTaskPage(<SetupMfa />)
    const { fill, text: shown } = await mount(page)

    await fill("code", "123456")

    expect(shown()).toContain(text("errorTotpCodeIncorrect"))
    expect(held).toEqual([true, false])
  })

  test("without backup codes there is nothing to read, so the page moves on", async () => {
    answerMessages({
      "start-totp": () => answered(enrolment),
      "verify-totp": () => answered({ backupCodes: null })
    })
    const { page, held } = onTaskPage(<SetupMfa />)
    const { fill } = await mount(page)

    await fill("code", "123456")

    expect(held).toEqual([true, false])
  })

  test("backup codes stay until the user confirms that they saved them", async () => {
    answerMessages({
      "start-totp": () => answered(enrolment),
      "verify-totp": () => answered({ backupCodes: ["one-code", "another"] }),
      "confirm-backup-codes": () => answered(undefined)
    })
    const { page, held } = onTaskPage(<SetupMfa />)
    const { fill, press, text: shown } = await mount(page)

    await fill("code", "123456")
    expect(shown()).toContain("one-code")
    expect(held).toEqual([true])
    await press(text("savedBackupCodes"))

    expect(held).toEqual([true, false])
  })
})

describe("TextMessage", () => {
  test("a known number that is typed in is used as it is: Clerk sends it no code", async () => {
    const asked = answerMessages({
      "list-phone-numbers": () => answered([VERIFIED]),
      "add-phone-number": () => answered(VERIFIED),
      "use-phone-number": () => answered({ backupCodes: null })
    })
    const add = vi.fn(async (run: () => Promise<unknown>) => void (await run()))
    const goTo = vi.fn()
    const { page } = onTaskPage(<TextMessage add={add} step="new" goTo={goTo} takesFocus={false} />)
    const { fill, press } = await mount(page)

    await fill("phoneNumber", NUMBER)
    await press(text("sendTextMessage"))

    expect(asked.slice(1)).toEqual([
      { name: "add-phone-number", body: { phoneNumber: NUMBER } },
      { name: "use-phone-number", body: { phoneNumberId: VERIFIED.phoneNumberId } }
    ])
    expect(add).toHaveBeenCalledOnce()
    expect(goTo).not.toHaveBeenCalled()
  })

  test("a new number leads to the step for its code", async () => {
    const lists = [[], [UNVERIFIED]]
    const asked = answerMessages({
      "list-phone-numbers": () => answered(lists.shift()),
      "add-phone-number": () => answered(UNVERIFIED)
    })
    const add = vi.fn(async () => {})
    const goTo = vi.fn()
    const { page } = onTaskPage(<TextMessage add={add} step="" goTo={goTo} takesFocus={false} />)
    const { fill, press } = await mount(page)

    await fill("phoneNumber", NUMBER)
    await press(text("sendTextMessage"))

    expect(goTo).toHaveBeenCalledExactlyOnceWith(UNVERIFIED.phoneNumberId)
    expect(asked.map(({ name }) => name)).toEqual([
      "list-phone-numbers",
      "add-phone-number",
      "list-phone-numbers"
    ])
    expect(add).not.toHaveBeenCalled()
  })

  test("a text that doesn't look like a number isn't sent", async () => {
    const asked = answerMessages({ "list-phone-numbers": () => answered([]) })
    const { page } = onTaskPage(
      <TextMessage add={async () => {}} step="" goTo={() => {}} takesFocus={false} />
    )
    const { fill, press, text: shown } = await mount(page)

    await fill("phoneNumber", "555")
    await press(text("sendTextMessage"))

    expect(shown()).toContain(text("phoneNumberUnclear"))
    expect(asked).toHaveLength(1)
  })
})

describe("PhoneCode", () => {
  test("a new code removes the error of the previous one", async () => {
    const asked = answerMessages({
      "verify-phone-number": () => refused(incorrect),
      "send-phone-code": () => answered()
    })
    const { page } = onTaskPage(
      <PhoneCode number={UNVERIFIED} add={async (run) => void (await run())} onBack={() => {}} />
    )
    const { fill, press, text: shown } = await mount(page)
    await fill("code", "123456")
    expect(shown()).toContain(incorrect.message)

    await press(text("sendNewCode"))

    expect(shown()).not.toContain(incorrect.message)
    expect(shown()).toContain(text("newCodeSent"))
    expect(asked.at(-1)).toEqual({
      name: "send-phone-code",
      body: { phoneNumberId: UNVERIFIED.phoneNumberId }
    })
  })
})
