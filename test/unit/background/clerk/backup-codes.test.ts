import { expect, test, vi } from "vitest"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk, restartWorker } from "../../../support/owner-with-clerk"
import { repeatNextRequest } from "../../../support/repeat-next-request"
import { totpCode } from "../../../support/totp-code"

const ADA = "ada@example.com"
/** A number whose code is always the same. */
const PHONE = "+12015550123"
const CODE = "424242"

const VERIFY = { method: "POST", path: "/v1/me/totp/attempt_verification" }
const RESERVE = { method: "PATCH", path: "/v1/me/phone_numbers/*" }
const NEW_CODES = { method: "POST", path: "/v1/me/backup_codes" }

/** Ada has to set up a second factor. */
async function pending({ mfa = {}, ...settings }: { mfa?: object; reverification?: object } = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({
    mfa: { required: true, authenticatorApp: true, phoneCode: true, backupCode: true, ...mfa },
    ...settings
  })
  await emulator.addUser({ email: ADA, password: PASSWORD })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  const loseAnswer = (match: object & { path: string }) =>
    emulator.setFaults([{ match, times: 1, abort: "after" }])
  return { emulator, worker, loseAnswer }
}

type Worker = Awaited<ReturnType<typeof pending>>["worker"]

/** Starts to add an app; returns a function that enters its code. */
async function app({ send }: Worker) {
  const { secret } = await send("start-totp")
  return (worker = { send }) => worker.send("verify-totp", { code: totpCode(secret) })
}

/** Adds a number whose code still has to be entered. */
async function phone({ send }: Worker) {
  const { phoneNumberId } = await send("add-phone-number", { phoneNumber: PHONE })
  return (worker = { send }) => worker.send("verify-phone-number", { phoneNumberId, code: CODE })
}

const ten = { backupCodes: expect.objectContaining({ length: 10 }) }

test.for([
  ["an authenticator app", "the same worker", app, VERIFY],
  ["an authenticator app", "the next worker", app, VERIFY],
  ["a phone number", "the same worker", phone, RESERVE],
  ["a phone number", "the next worker", phone, RESERVE]
] as const)(
  "if the answer that adds %s gets lost, %s makes new backup codes",
  async ([, who, begin, match]) => {
    const { worker, loseAnswer } = await pending()
    const verify = await begin(worker)
    await loseAnswer(match)
    await expect(verify()).rejects.toThrow()
    expect(await worker.snapshot()).toMatchObject({ status: "active", hasUnsavedBackupCodes: true })

    const answer = await verify(who === "the same worker" ? worker : await restartWorker())

    expect(answer).toEqual(ten)
    expect(await worker.snapshot()).toMatchObject({ status: "active", hasUnsavedBackupCodes: true })
  }
)

test.for([
  ["an authenticator app", app, VERIFY],
  ["a phone number", phone, RESERVE]
] as const)(
  "if Chrome repeats the request that adds %s, there are still backup codes",
  async ([, begin, match]) => {
    const { worker } = await pending()
    const verify = await begin(worker)
    repeatNextRequest(match)

    expect(await verify()).toEqual(ten)
  }
)

test("until users confirm that they saved their backup codes, the snapshot shows that they haven't", async () => {
  const { worker } = await pending()
  const verify = await app(worker)
  expect(await worker.snapshot()).toMatchObject({ status: "pending", hasUnsavedBackupCodes: false })

  await verify()
  const next = await restartWorker()
  await next.owner.sync({ force: true })
  expect(await next.snapshot()).toMatchObject({ status: "active", hasUnsavedBackupCodes: true })
  await next.send("confirm-backup-codes")

  expect(await next.snapshot()).toMatchObject({ status: "active", hasUnsavedBackupCodes: false })
})

test("new backup codes differ from the old ones, and have to be saved too", async () => {
  const { worker } = await pending()
  const { backupCodes: before } = await (await app(worker))()
  await worker.send("confirm-backup-codes")

  const { backupCodes } = await worker.send("create-backup-codes")

  expect(backupCodes).toHaveLength(10)
  expect(backupCodes.filter((code) => before?.includes(code))).toEqual([])
  expect(await worker.snapshot()).toMatchObject({ hasUnsavedBackupCodes: true })
})

test("a code that Clerk refuses leaves nothing to save", async () => {
  const { worker } = await pending()
  await worker.send("start-totp")

  await expect(worker.send("verify-totp", { code: "000000" })).rejects.toMatchObject({ code: "rejected" })

  expect(await chrome.storage.session.get("unsaved-backup-codes")).toEqual({ "unsaved-backup-codes": [] })
})

test("an instance without backup codes doesn't request any", async () => {
  const { emulator, worker, loseAnswer } = await pending({ mfa: { backupCode: false } })
  const verify = await app(worker)
  await loseAnswer(VERIFY)
  await expect(verify()).rejects.toThrow()
  const since = Date.now()

  expect(await verify()).toEqual({ backupCodes: null })

  expect(await worker.snapshot()).toMatchObject({ status: "active", hasUnsavedBackupCodes: false })
  expect((await emulator.requests(since)).map(({ path }) => path)).not.toContain(NEW_CODES.path)
})

test("if new codes aren't available at once, the second factor is added and the page shows what is missing", async () => {
  const { emulator, worker, loseAnswer } = await pending()
  const verify = await app(worker)
  await loseAnswer(VERIFY)
  await expect(verify()).rejects.toThrow()
  await emulator.changeSettings({ reverification: { force: true } })

  expect(await verify()).toEqual({ backupCodes: null })

  expect(await worker.snapshot()).toMatchObject({ status: "active", hasUnsavedBackupCodes: true })
  await expect(worker.send("create-backup-codes")).rejects.toMatchObject({ code: "reverification-required" })
})

test("nothing is verified while storage.session is full", async () => {
  const { emulator, worker } = await pending()
  const verify = await app(worker)
  const full = vi
    .spyOn(chrome.storage.session, "set")
    .mockRejectedValue(new Error("QUOTA_BYTES quota exceeded"))
  const since = Date.now()

  await expect(verify()).rejects.toThrow()

  full.mockRestore()
  expect((await emulator.requests(since)).map(({ path }) => path)).not.toContain(VERIFY.path)
  expect(await verify()).toEqual(ten)
})
