import { expect, test } from "vitest"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk, restartWorker } from "../../../support/owner-with-clerk"
import { repeatNextRequest } from "../../../support/repeat-next-request"

const ADA = "ada+clerk_test@example.com"
const GRACE = "grace+clerk_test@example.com"
// Test addresses and a test number: their code is always the same.
const PHONE = "+12015550123"
const CODE = "424242"
const NEW_PASSWORD = "Gentle-meadow-12-cyclists"

async function started(settings: object = {}, user: object = {}) {
  const emulator = await emulate()
  await emulator.changeSettings(settings)
  await emulator.addUser({ email: ADA, password: PASSWORD, ...user })
  const worker = await ownerWithClerk(emulator)
  const loseAnswer = (method: string, path: string) =>
    emulator.setFaults([{ match: { method, path }, times: 1, abort: "after" }])
  const sent = async (path: RegExp) =>
    (await emulator.requests()).filter((request) => path.test(request.path)).length
  return { emulator, worker, loseAnswer, sent }
}

test("a sign-in whose code was sent shows where to enter it, whatever happened to the answer", async () => {
  const { worker, loseAnswer, sent } = await started()
  await loseAnswer("POST", "/v1/client/sign_ins/*/prepare_first_factor")

  await expect(worker.send("start-sign-in", { identifier: ADA, by: "code" })).rejects.toThrow()

  expect(await worker.snapshot()).toMatchObject({
    attempt: { step: "first-factor", sent: { strategy: "email_code" } }
  })
  expect(await sent(/prepare_first_factor$/)).toBe(1)
})

test("a code whose answer got lost still signs in", async () => {
  const { worker, loseAnswer } = await started()
  await worker.send("start-sign-in", { identifier: ADA, by: "code" })
  await loseAnswer("POST", "/v1/client/sign_ins/*/attempt_first_factor")

  await worker.send("attempt-first-factor", { strategy: "email_code", code: CODE })

  expect(await worker.snapshot()).toMatchObject({ status: "active" })
})

test("a sign-up whose code was sent shows where to enter it, and signs up once Clerk has accepted the code", async () => {
  const { worker, loseAnswer, sent } = await started()
  await loseAnswer("POST", "/v1/client/sign_ups/*/prepare_verification")
  const person = { emailAddress: GRACE, password: NEW_PASSWORD }
  await expect(worker.send("sign-up", person)).rejects.toThrow()

  expect(await worker.snapshot()).toMatchObject({ attempt: { step: "verification", isSent: true } })
  expect(await sent(/prepare_verification$/)).toBe(1)
  await loseAnswer("POST", "/v1/client/sign_ups/*/attempt_verification")
  await worker.send("attempt-sign-up-code", { strategy: "email_code", code: CODE })

  expect(await worker.snapshot()).toMatchObject({ status: "active" })
})

test.for(["/v1/me/phone_numbers", "/v1/me/phone_numbers/*/prepare_verification"])(
  "a number whose answer from %s got lost gets one text message",
  async (path) => {
    const { worker, loseAnswer, sent } = await started({ mfa: { required: true, phoneCode: true } })
    await worker.signIn(ADA, PASSWORD)
    await loseAnswer("POST", path)
    await expect(worker.send("add-phone-number", { phoneNumber: PHONE })).rejects.toThrow()

    const next = await restartWorker()
    const { phoneNumberId } = await next.send("add-phone-number", { phoneNumber: PHONE })

    expect(await sent(/prepare_verification$/)).toBe(1)
    await next.send("verify-phone-number", { phoneNumberId, code: CODE })
    expect(await next.snapshot()).toMatchObject({ status: "active" })
  }
)

test("a code that Clerk still waits for isn't replaced, an expired one is", async () => {
  const { emulator, worker, sent } = await started({ mfa: { required: true, phoneCode: true } })
  await worker.signIn(ADA, PASSWORD)
  await worker.send("add-phone-number", { phoneNumber: PHONE })
  await emulator.moveClock(60)
  await worker.send("add-phone-number", { phoneNumber: PHONE })
  expect(await sent(/prepare_verification$/)).toBe(1)

  await emulator.moveClock(3600)
  await worker.owner.sync({ force: true })
  await worker.send("add-phone-number", { phoneNumber: PHONE })

  expect(await sent(/prepare_verification$/)).toBe(2)
})

test("a code that Clerk has just sent is shown as on its way", async () => {
  const { worker } = await started()
  await worker.send("start-sign-in", { identifier: ADA, by: "code" })
  const { attempt } = (await worker.snapshot()) as never as { attempt: { sent: { sendTo: { id: string } } } }

  const again = worker.send("send-code", {
    for: "first-factor",
    strategy: "email_code",
    id: attempt.sent.sendTo.id
  })

  await expect(again).rejects.toThrow(/We sent a code a moment ago.*in 30 seconds/)
})

const CHANGE = { method: "POST", path: "/v1/me/change_password" }

test.for(["lost", "repeated"])("a password whose change is %s is changed", async (what) => {
  const { worker, loseAnswer } = await started(
    { signIn: { emailCode: false } },
    { passwordCompromised: true }
  )
  await worker.signIn(ADA, PASSWORD)
  const change = () =>
    worker.send("change-password", { newPassword: NEW_PASSWORD, signOutOfOtherSessions: true })
  if (what === "repeated") {
    repeatNextRequest(CHANGE)
    await change()
  } else {
    await loseAnswer(CHANGE.method, CHANGE.path)
    await expect(change()).rejects.toThrow()
  }

  expect(await worker.snapshot()).toMatchObject({ status: "active" })
})

test.for(["lost", "repeated"])("a proof whose answer is %s counts", async (what) => {
  const { emulator, worker, loseAnswer } = await started({ reverification: { force: true } })
  await worker.signIn(ADA, PASSWORD)
  await emulator.moveClock(600)
  await worker.owner.sync({ force: true })
  await worker.send("start-reverification")
  const path = "/v1/client/sessions/*/verify/attempt_first_factor"
  const prove = () =>
    worker.send("attempt-reverification", { level: "first", strategy: "password", password: PASSWORD })
  if (what === "repeated") repeatNextRequest({ method: "POST", path })
  else {
    await loseAnswer("POST", path)
    await expect(prove()).rejects.toThrow()
  }

  expect(await prove()).toEqual({ status: "complete" })
})
