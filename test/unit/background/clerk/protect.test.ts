import { afterEach, expect, test, vi } from "vitest"
import type { SettingsPatch } from "../../../../emulator/model/settings"
import { emulate } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"
import { text } from "../../../support/texts"

const EMAIL = "ada@example.com"
const PASSWORD = "correct-horse-battery-staple"
const signUp = { emailAddress: "grace@example.com", password: PASSWORD }

afterEach(() => {
  vi.unstubAllEnvs()
})

async function given(settings: SettingsPatch) {
  const emulator = await emulate()
  await emulator.changeSettings({ deviceTrust: { enabled: false }, ...settings })
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  return { emulator, ...(await ownerWithClerk(emulator)) }
}

test.for([{ legacyStatus: false }, { legacyStatus: true }])(
  "a sign-in that Clerk Protect checks is a step of its own, and the user can leave it: %j",
  async ({ legacyStatus }) => {
    const { signIn, send, snapshot } = await given({ protect: { signIn: "check", legacyStatus } })

    await signIn(EMAIL, PASSWORD)
    expect(await snapshot()).toMatchObject({
      status: "signed-out",
      attempt: { kind: "sign-in", step: "protect-check" }
    })
    expect(JSON.stringify(await snapshot())).not.toMatch(/challenge\.js|"token"/)
    await send("cancel-attempt")

    expect(await snapshot()).toMatchObject({ attempt: null })
  }
)

test("no code is sent before the check", async () => {
  const { emulator, send, snapshot } = await given({ protect: { signIn: "check", signUp: "check" } })

  await send("start-sign-in", { identifier: EMAIL, by: "code" })
  expect(await snapshot()).toMatchObject({ attempt: { kind: "sign-in", step: "protect-check" } })
  await send("sign-up", signUp)
  expect(await snapshot()).toMatchObject({ attempt: { kind: "sign-up", step: "protect-check" } })

  expect(await emulator.inbox()).toEqual([])
})

test("a captcha that Clerk requires is for the web, even if the SDK would show it", async () => {
  const { emulator, send, signIn } = await given({ captcha: { enabled: true } })

  await expect(send("sign-up", signUp)).rejects.toMatchObject({
    failure: { code: "web-only", message: text("errorCaptchaAtSignUp") }
  })
  const body = { errors: [{ code: "requires_captcha", message: "", long_message: "" }] }
  await emulator.setFaults([{ match: { path: "/v1/client/sign_ins", method: "POST" }, status: 401, body }])

  await expect(signIn(EMAIL, PASSWORD)).rejects.toMatchObject({
    failure: { code: "web-only", message: text("errorCaptcha") }
  })
})
