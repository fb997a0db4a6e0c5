import { expect, test } from "vitest"
import type { MessageError } from "~messaging/message-error"
import { emulate, PASSWORD, type TestEmulator } from "../../../emulator/support"
import { ownerWithClerk, restartWorker } from "../../../support/owner-with-clerk"
import { text } from "../../../support/texts"
import { totpCode } from "../../../support/totp-code"

const ADA = "ada+clerk_test@example.com"
const CODE = "424242"
const PHONE = "+14155550100"

/** Replaces Clerk's answer: a gateway's answer, or one that lacks something. */
const wrong = {
  "{}": {},
  nulls: { response: null, client: null },
  "missing fields": { response: { object: "resource" }, client: { object: "client", id: "client_1" } },
  "an empty client": {
    response: { object: "resource", id: "id_1", status: "active" },
    client: { object: "client", id: "client_1", sessions: [], sign_in: null, sign_up: null }
  },
  "texts for objects": { response: "ok", client: "ok" },
  "a list": []
}

type Worker = Awaited<ReturnType<typeof ownerWithClerk>>
type Step = {
  seed: string
  /** The request that gets the wrong answer. */
  to: { method: string; path: string }
  /** Runs before it; its result is passed to `run`. */
  before?: (worker: Worker) => Promise<unknown>
  run: (worker: Worker, given: string) => Promise<unknown>
  /** A second try, in the same command, succeeds. */
  heals?: true
  /** Clerk doesn't do it twice within half a minute. */
  isOnce?: true
}

const signIn = ({ signIn }: Worker) => signIn(ADA, PASSWORD)

/** Ada has an account with nothing left to do, and nobody is signed in. */
async function signedOut() {
  const emulator = await emulate()
  await emulator.reset("active")
  return { emulator, worker: await ownerWithClerk(emulator) }
}

async function signedIn() {
  const given = await signedOut()
  await signIn(given.worker)
  return given
}

const organizations = async (worker: Worker, list: "list-memberships" | "list-invitations") => {
  await signIn(worker)
  const { rows } = await worker.send(list, { offset: 0 })
  const [row] = rows
  return row && ("organizationId" in row ? row.organizationId : row.invitationId)
}
const suggestion = async (worker: Worker) => {
  await signIn(worker)
  const { rows } = await worker.send("list-suggestions", { offset: 0 })
  return rows[0]?.suggestionId
}
const phoneNumber = async (worker: Worker) => {
  await signIn(worker)
  return (await worker.send("add-phone-number", { phoneNumber: PHONE })).phoneNumberId
}
const secret = async (worker: Worker) => {
  await signIn(worker)
  return (await worker.send("start-totp")).secret
}
const choosing = "pending-choose-organization"
const post = (path: string) => ({ method: "POST", path: `/v1${path}` })
const get = (path: string) => ({ method: "GET", path: `/v1${path}` })

const steps: Record<string, Step> = {
  "attempt-first-factor": {
    seed: "active",
    to: post("/client/sign_ins"),
    run: ({ signIn }) => signIn(ADA, PASSWORD)
  },
  "attempt-first-factor (activate)": {
    seed: "active",
    to: post("/client/sessions/*/touch"),
    run: ({ signIn }) => signIn(ADA, PASSWORD),
    heals: true
  },
  "start-sign-in": {
    seed: "active",
    to: post("/client/sign_ins"),
    run: ({ send }) => send("start-sign-in", { identifier: ADA, by: "code" })
  },
  "send-code": {
    seed: "active",
    to: post("/client/sign_ins/*/prepare_first_factor"),
    run: ({ send }) => send("start-sign-in", { identifier: ADA, by: "code" })
  },
  "attempt-first-factor with a code": {
    seed: "active",
    to: post("/client/sign_ins/*/attempt_first_factor"),
    before: async ({ send }) => void (await send("start-sign-in", { identifier: ADA, by: "code" })),
    run: ({ send }) => send("attempt-first-factor", { strategy: "email_code", code: CODE })
  },
  "sign-up": {
    seed: "active",
    to: post("/client/sign_ups"),
    run: ({ send }) =>
      send("sign-up", { emailAddress: "new+clerk_test@example.com", password: "sunny-harbor-37" })
  },
  "choose-organization": {
    seed: choosing,
    to: post("/client/sessions/*/touch"),
    before: (worker) => organizations(worker, "list-memberships"),
    run: ({ send }, organizationId) => send("choose-organization", { organizationId })
  },
  "create-organization": {
    seed: choosing,
    to: post("/organizations"),
    before: signIn,
    run: ({ send }) => send("create-organization", { name: "Zeta" })
  },
  "create-organization (activate)": {
    seed: choosing,
    to: post("/client/sessions/*/touch"),
    before: signIn,
    run: ({ send }) => send("create-organization", { name: "Zeta" })
  },
  "accept-invitation": {
    seed: choosing,
    to: post("/me/organization_invitations/*/accept"),
    before: (worker) => organizations(worker, "list-invitations"),
    run: ({ send }, invitationId) => send("accept-invitation", { invitationId })
  },
  "accept-suggestion": {
    seed: choosing,
    to: post("/me/organization_suggestions/*/accept"),
    before: suggestion,
    run: ({ send }, suggestionId) => send("accept-suggestion", { suggestionId })
  },
  "list-memberships": {
    seed: choosing,
    to: get("/me/organization_memberships"),
    before: signIn,
    run: ({ send }) => send("list-memberships", { offset: 0 })
  },
  "list-invitations": {
    seed: choosing,
    to: get("/me/organization_invitations"),
    before: signIn,
    run: ({ send }) => send("list-invitations", { offset: 0 })
  },
  "list-suggestions": {
    seed: choosing,
    to: get("/me/organization_suggestions"),
    before: signIn,
    run: ({ send }) => send("list-suggestions", { offset: 0 })
  },
  "get-creation-defaults": {
    seed: choosing,
    to: get("/me/organization_creation_defaults"),
    before: signIn,
    run: ({ send }) => send("get-creation-defaults")
  },
  "change-password": {
    seed: "pending-reset-password",
    to: post("/me/change_password"),
    before: signIn,
    run: ({ send }) =>
      send("change-password", { newPassword: "sunny-harbor-37", signOutOfOtherSessions: false })
  },
  "start-totp": {
    seed: "pending-setup-mfa",
    to: post("/me/totp"),
    before: signIn,
    run: ({ send }) => send("start-totp")
  },
  "verify-totp": {
    seed: "pending-setup-mfa",
    to: post("/me/totp/attempt_verification"),
    before: secret,
    run: ({ send }, given) => send("verify-totp", { code: totpCode(given) })
  },
  "add-phone-number": {
    seed: "pending-setup-mfa",
    to: post("/me/phone_numbers"),
    before: signIn,
    run: ({ send }) => send("add-phone-number", { phoneNumber: PHONE })
  },
  "send-phone-code": {
    seed: "pending-setup-mfa",
    to: post("/me/phone_numbers/*/prepare_verification"),
    before: phoneNumber,
    run: ({ send }, phoneNumberId) => send("send-phone-code", { phoneNumberId }),
    isOnce: true
  },
  "verify-phone-number": {
    seed: "pending-setup-mfa",
    to: post("/me/phone_numbers/*/attempt_verification"),
    before: phoneNumber,
    run: ({ send }, phoneNumberId) => send("verify-phone-number", { phoneNumberId, code: CODE })
  },
  "use-phone-number": {
    seed: "pending-setup-mfa",
    to: { method: "PATCH", path: "/v1/me/phone_numbers/*" },
    before: phoneNumber,
    run: ({ send }, phoneNumberId) => send("verify-phone-number", { phoneNumberId, code: CODE })
  },
  "create-backup-codes": {
    seed: "pending-setup-mfa",
    to: post("/me/backup_codes"),
    before: async (worker) => {
      const code = totpCode(await secret(worker))
      await worker.send("verify-totp", { code })
    },
    run: ({ send }) => send("create-backup-codes")
  },
  "start-reverification": {
    seed: "active",
    to: post("/client/sessions/*/verify"),
    before: signIn,
    run: ({ send }) => send("start-reverification")
  },
  "get-token": {
    seed: "active",
    to: post("/client/sessions/*/tokens"),
    before: signIn,
    run: ({ send }) => send("get-token", { skipCache: true })
  },
  "sign-out": {
    seed: "active",
    to: { method: "DELETE", path: "/v1/client/sessions" },
    before: signIn,
    run: ({ send }) => send("sign-out")
  },
  "sign-out of one account": {
    seed: "active",
    to: post("/client/sessions/*/remove"),
    before: async (worker) => {
      await signIn(worker)
      return (await worker.clerk()).session?.id
    },
    run: ({ send }, sessionId) => send("sign-out", { sessionId })
  }
}

test.for(Object.entries(steps))(
  "%s fails with an error if the answer is wrong, and loses nothing",
  async ([, step]) => {
    const emulator = await emulate()
    await emulator.reset(step.seed)
    const worker = await ownerWithClerk(emulator)
    await worker.owner.sync()
    const given = String(await step.before?.(worker))
    const before = await worker.snapshot()

    for (const [answer, body] of Object.entries(wrong)) {
      await emulator.setFaults([{ match: step.to, times: 1, body }])

      const failed = await step.run(worker, given).then(
        () => undefined,
        (error: MessageError) => error.message
      )

      const [fault] = await emulator.faults()
      expect(fault?.times, "the question was asked").toBe(0)
      if (step.heals) return expect(failed).toBeUndefined()
      expect([text("errorUnreadableAnswer"), text("errorStillSignedIn")], answer).toContain(failed)
      expect(await worker.snapshot(), answer).toMatchObject({ status: before.status })
    }

    if (!step.isOnce) await step.run(worker, given)
  }
)

const looks = Object.entries(wrong).filter(([answer]) => answer !== "an empty client" && answer !== "nulls")

test.for(["/v1/client", "/v1/environment"])(
  "the first sync and the next notice a wrong answer of %s",
  async (path) => {
    for (const [, body] of looks) {
      const { emulator, worker } = await signedIn()
      const fault = { match: get(path.slice(3)), times: 1, body }

      await emulator.setFaults([fault])
      await worker.owner.sync({ force: true })

      const unavailable = { status: "unavailable", reason: "clerk-down", lastKnown: { status: "active" } }
      expect(await worker.snapshot()).toMatchObject(unavailable)

      const next = await restartWorker()
      await emulator.setFaults([fault])
      await next.owner.sync({ force: true })

      expect(await next.snapshot()).toMatchObject(unavailable)

      await next.owner.sync({ force: true })
      expect(await next.snapshot()).toMatchObject({ status: "active" })
    }
  }
)

test("a newer Clerk may send more, and name what isn't known yet", async () => {
  const { emulator, worker } = await signedIn()
  const { client } = await worker.clerk()
  const asked = await fetch(`${emulator.url}/v1/environment`)
  const environment = { ...(await asked.json()), novelty: { of: ["next", "year"] } }
  await emulator.setFaults([{ match: get("/environment"), times: 1, body: environment }])

  await worker.owner.sync({ force: true })

  expect(client?.id).toBeTruthy()
  expect(await worker.snapshot()).toMatchObject({ status: "active" })
})

/** Clerk's settings with these changes, for one answer. */
async function withSettings(emulator: TestEmulator, changes: Record<string, object>) {
  const environment = await (await fetch(`${emulator.url}/v1/environment`)).json()
  for (const [group, settings] of Object.entries(changes)) Object.assign(environment[group], settings)
  await emulator.setFaults([{ match: get("/environment"), times: 1, body: environment }])
}

test.for([
  ["an unknown mode", { user_settings: { sign_up: { mode: "new" } } }],
  ["no rules for passwords", { user_settings: { password_settings: null } }],
  ["empty rules for passwords", { user_settings: { password_settings: {} } }],
  [
    "no special characters",
    { user_settings: { password_settings: { require_special_char: true, allowed_special_characters: null } } }
  ]
] as const)("settings with %s are valid", async ([, changes]) => {
  const { emulator, worker } = await signedOut()
  await withSettings(emulator, changes)

  await worker.owner.sync()

  expect(await worker.snapshot()).toMatchObject({
    status: "signed-out",
    instance: {
      signUp: { mode: "public" },
      password: {
        minLength: expect.any(Number),
        maxLength: expect.any(Number),
        requireLowercase: expect.any(Boolean),
        allowedSpecialCharacters: expect.any(String)
      }
    }
  })
})

test.for([
  ["a text in place of a number", { user_settings: { password_settings: { min_length: "8" } } }],
  ["a text in place of a boolean", { organization_settings: { enabled: "yes" } }]
] as const)("settings with %s aren't Clerk's, and pages show that", async ([, changes]) => {
  const { emulator, worker } = await signedOut()
  await withSettings(emulator, changes)

  await worker.owner.sync()
  const first = await worker.snapshot()
  await worker.owner.sync()

  expect(first).toMatchObject({ status: "unavailable", reason: "clerk-down" })
  expect(await worker.snapshot()).toMatchObject({ status: "signed-out" })
})

test("an error whose trace ID isn't a text is shown without one", async () => {
  const { emulator, worker } = await signedIn()
  const body = { errors: [{ code: "internal_clerk_error", meta: { trace_id: [] } }], clerk_trace_id: {} }
  await emulator.setFaults([{ match: get("/client"), status: 500, body }])

  await worker.owner.sync({ force: true })

  expect(await worker.snapshot()).toMatchObject({
    status: "unavailable",
    reason: "clerk-down",
    traceId: null,
    lastKnown: { status: "active" }
  })
})

test('pages show "signed out" only once Clerk has ended the session', async () => {
  const { emulator, worker } = await signedIn()
  const { client } = await worker.clerk()
  const left = {
    object: "client",
    id: client?.id,
    sessions: [{ id: client?.sessions[0]?.id, status: "active" }]
  }
  for (const body of [
    { response: null, client: null },
    { response: left, client: null }
  ]) {
    await emulator.setFaults([{ match: { method: "DELETE", path: "/v1/client/sessions" }, times: 1, body }])

    const signingOut = worker.send("sign-out")

    await expect(signingOut).rejects.toThrow()
    expect(await worker.snapshot()).toMatchObject({ status: "active" })
  }
  expect((await emulator.state()).sessions).toMatchObject([{ status: "active" }])
})
