import type { SignInResource } from "@clerk/shared/types"
import { expect, test } from "vitest"
import type { SettingsPatch } from "../../emulator/model/settings"
import type { NewUser } from "../support/emulator-client"
import { clientOf, emulate, given, loadClerk, PASSWORD, refusalOf, sessionOf } from "./support"

const EMAIL = "ada+clerk_test@acme.com"
const PHONE = "+12015550123"
const CODE = "424242"
const PAGE = "https://app.example.com/sign-in#/verify"

async function givenNewDevice(settings: SettingsPatch["deviceTrust"] = {}, user: Partial<NewUser> = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ deviceTrust: { enabled: true, ...settings } })
  const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD, ...user })
  const stored = {}
  const clerk = await loadClerk(emulator, stored)
  const attempt = clientOf(clerk).signIn
  return { emulator, id, stored, clerk, attempt, enterPassword: () => attempt.create(byPassword) }
}

const byPassword = { identifier: EMAIL, password: PASSWORD }
const strategiesOf = ({ supportedSecondFactors }: SignInResource) =>
  supportedSecondFactors?.map(({ strategy }) => strategy) ?? null

test("a password on a device that Clerk hasn't seen requires a code, once", async () => {
  const { clerk, attempt, enterPassword } = await givenNewDevice()

  await enterPassword()
  expect(attempt).toMatchObject({
    status: "needs_client_trust",
    clientTrustState: "new",
    createdSessionId: null
  })
  expect(strategiesOf(attempt)).toEqual(["email_code"])
  await attempt.prepareSecondFactor({ strategy: "email_code" })
  expect(attempt.secondFactorVerification.status).toBe("unverified")
  await attempt.attemptSecondFactor({ strategy: "email_code", code: CODE })
  expect(attempt.status).toBe("complete")
  await clerk.setActive({ session: attempt.createdSessionId, navigate: () => {} })
  await sessionOf(clerk).remove()

  const again = await clientOf(clerk).signIn.create(byPassword)
  expect(again).toMatchObject({ status: "complete", clientTrustState: "known" })
})

test("a verified device isn't a second factor", async () => {
  const { emulator, clerk, attempt, enterPassword } = await givenNewDevice()
  await emulator.changeSettings({ mfa: { required: true, authenticatorApp: true } })

  await enterPassword()
  await attempt.prepareSecondFactor({ strategy: "email_code" })
  await attempt.attemptSecondFactor({ strategy: "email_code", code: CODE })
  await clerk.setActive({ session: attempt.createdSessionId, navigate: () => {} })

  expect(sessionOf(clerk)).toMatchObject({ status: "pending", currentTask: { key: "setup-mfa" } })
  expect(sessionOf(clerk).factorVerificationAge).toEqual([0, -1])
})

test("a device that one user has verified is new to another", async () => {
  const { emulator, clerk, attempt, enterPassword } = await givenNewDevice()
  await emulator.addUser({ email: "bob+clerk_test@acme.com" })
  await attempt.create({ identifier: "bob+clerk_test@acme.com", strategy: "email_code" })
  await attempt.attemptFirstFactor({ strategy: "email_code", code: CODE })
  await clientOf(clerk).removeSessions()

  await enterPassword()

  expect(attempt.status).toBe("needs_client_trust")
})

test("an app that hasn't taken the update answers as for a second factor", async () => {
  const { attempt, enterPassword } = await givenNewDevice({ legacyStatus: true })

  await enterPassword()

  expect(attempt).toMatchObject({ status: "needs_second_factor", clientTrustState: "new" })
  expect(strategiesOf(attempt)).toEqual(["email_code"])
})

test("a user with a second factor needs that instead", async () => {
  const { attempt, enterPassword } = await givenNewDevice({}, { totp: true })

  await enterPassword()

  expect(attempt.status).toBe("needs_second_factor")
  expect(strategiesOf(attempt)).toEqual(["totp"])
})

test("a user who signs in with a code needs nothing more", async () => {
  const { attempt } = await givenNewDevice()

  await attempt.create({})
  expect(attempt.clientTrustState).toBe("pending")
  await attempt.create({ identifier: EMAIL, strategy: "email_code" })
  await attempt.attemptFirstFactor({ strategy: "email_code", code: CODE })

  expect(attempt.status).toBe("complete")
})

test("a user who can't be reached needs nothing more", async () => {
  const { attempt, enterPassword } = await givenNewDevice({ strategies: ["phone_code"] })

  await enterPassword()

  expect(attempt.status).toBe("complete")
})

test("the code may go to a phone number", async () => {
  const { attempt, enterPassword } = await givenNewDevice(
    { strategies: ["phone_code", "email_code"] },
    { phone: PHONE }
  )

  await enterPassword()
  expect(strategiesOf(attempt)).toEqual(["phone_code", "email_code"])
  await attempt.prepareSecondFactor({ strategy: "phone_code" })
  await attempt.attemptSecondFactor({ strategy: "phone_code", code: CODE })

  expect(attempt.status).toBe("complete")
})

test("a wrong code, one too many and one of another kind are refused", async () => {
  const { attempt, enterPassword } = await givenNewDevice()
  await enterPassword()
  const enter = (code: string) => refusalOf(attempt.attemptSecondFactor({ strategy: "email_code", code }))

  expect(await enter(CODE)).toMatchObject({ code: "verification_missing" })
  await attempt.prepareSecondFactor({ strategy: "email_code" })
  expect(await refusalOf(attempt.prepareSecondFactor({ strategy: "email_code" }))).toMatchObject({
    status: 429
  })
  expect(await refusalOf(attempt.attemptSecondFactor({ strategy: "totp", code: CODE }))).toMatchObject({
    code: "no_second_factors"
  })
  for (const _ of [1, 2, 3, 4]) expect(await enter("000000")).toMatchObject({ code: "form_code_incorrect" })
  expect(await enter("000000")).toMatchObject({ code: "verification_failed" })
})

const withLink = { strategies: ["email_link"] } satisfies SettingsPatch["deviceTrust"]

/** Opens the newest emailed link, in some browser. */
async function open(link: string | undefined) {
  const response = await fetch(given(link), { redirect: "manual" })
  return { status: response.status, to: response.headers.get("location") }
}

test("a link completes the sign-in, opened in any browser if the app allows that", async () => {
  const { emulator, attempt, enterPassword } = await givenNewDevice(withLink)
  await emulator.changeSettings({ emailLink: { requireSameClient: false } })
  await enterPassword()
  const [factor] = given(attempt.supportedSecondFactors)
  await attempt.prepareSecondFactor({ ...factor, redirectUrl: PAGE } as never)
  const [message] = await emulator.inbox(EMAIL)

  const { status, to } = await open(message?.link)
  await attempt.reload()

  expect(status).toBe(303)
  expect(to).toMatch(
    /^https:\/\/app\.example\.com\/sign-in\?__clerk_status=verified&__clerk_created_session=sess_\w+#\/verify$/
  )
  expect(attempt).toMatchObject({ status: "complete", secondFactorVerification: { status: "verified" } })
  expect((await open(message?.link)).to).toContain("__clerk_status=failed")
})

test.each([
  ["is opened in another browser", {}, "client_mismatch"],
  ["is opened too late", { late: true }, "expired"]
])("a link that %s signs nobody in", async (_case, { late = false }: { late?: boolean }, status) => {
  const { emulator, attempt, enterPassword } = await givenNewDevice(withLink)
  await enterPassword()
  const [factor] = given(attempt.supportedSecondFactors)
  await attempt.prepareSecondFactor({ ...factor, redirectUrl: PAGE } as never)
  const [message] = await emulator.inbox(EMAIL)
  if (late) await emulator.moveClock(601)

  expect((await open(message?.link)).to).toContain(`__clerk_status=${status}`)
  await attempt.reload()

  expect(attempt).toMatchObject({ status: "needs_client_trust", createdSessionId: null })
})

test("an unknown link, and an invalid page to return to, are refused", async () => {
  const { emulator, attempt, enterPassword } = await givenNewDevice(withLink)
  await enterPassword()
  const [factor] = given(attempt.supportedSecondFactors)

  expect((await open(`${emulator.url}/v1/verify?token=nonsense`)).status).toBe(400)
  for (const redirectUrl of ["javascript:alert(1)", "nonsense"]) {
    expect(await refusalOf(attempt.prepareSecondFactor({ ...factor, redirectUrl } as never))).toMatchObject({
      status: 422,
      param: "redirect_url"
    })
  }
})

test("an app from before Device Trust requires no more than the password", async () => {
  const { attempt, enterPassword } = await givenNewDevice({ enabled: false })

  await enterPassword()

  expect(attempt).toMatchObject({ status: "complete", clientTrustState: undefined })
})

test("each of a user's devices is verified separately", async () => {
  const { emulator, attempt, enterPassword } = await givenNewDevice()
  await enterPassword()
  await attempt.prepareSecondFactor({ strategy: "email_code" })
  await attempt.attemptSecondFactor({ strategy: "email_code", code: CODE })

  const other = clientOf(await loadClerk(emulator)).signIn
  await other.create(byPassword)

  expect(other.status).toBe("needs_client_trust")
})
