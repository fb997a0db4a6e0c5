import { expect, test } from "vitest"
import { emulate, PASSWORD, type TestEmulator } from "../../../emulator/support"
import { ownerWithClerk, storedToken } from "../../../support/owner-with-clerk"
import { text } from "../../../support/texts"

const EMAIL = "ada@example.com"

type Worker = Awaited<ReturnType<typeof ownerWithClerk>>

/** A worker that has just started, and that knows who is signed in: nobody, unless `prepare` signs in. */
async function start(prepare?: (worker: Worker) => Promise<unknown>) {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const worker = await ownerWithClerk(emulator)
  await worker.owner.sync()
  await prepare?.(worker)
  return { ...worker, emulator }
}

/** The same, and then Clerk forgot its client, as an emulator does when it's restarted. */
async function startForgotten(prepare?: (worker: Worker) => Promise<unknown>) {
  const worker = await start(prepare)
  const token = await storedToken()
  await worker.emulator.reset("empty")
  await worker.emulator.addUser({ email: EMAIL, password: PASSWORD })
  return { ...worker, token }
}

const posts = async (emulator: TestEmulator, path: string) =>
  (await emulator.requests()).filter((request) => request.method === "POST" && request.path === path)

const sendCode = ({ send }: Worker) => send("start-sign-in", { identifier: EMAIL, by: "code" })

test("the right password signs in at once, with a new client", async () => {
  const { signIn, snapshot, token } = await startForgotten()

  await signIn(EMAIL, PASSWORD)

  expect(await snapshot()).toMatchObject({ status: "active", user: { identifier: EMAIL } })
  expect(await storedToken()).not.toBe(token)
})

test("a wrong password is reported as wrong", async () => {
  const { signIn, snapshot } = await startForgotten()

  await expect(signIn(EMAIL, "not-the-password")).rejects.toMatchObject({
    failure: { code: "rejected", message: text("errorPasswordIncorrect"), field: "password" }
  })
  expect(await snapshot()).toMatchObject({ status: "signed-out" })
})

test("a sign-in by code sends one code", async () => {
  const worker = await startForgotten()

  await sendCode(worker)

  expect(await worker.emulator.inbox(EMAIL)).toHaveLength(1)
  expect(await worker.snapshot()).toMatchObject({
    attempt: { step: "first-factor", sent: { sendTo: { label: EMAIL } } }
  })
})

test("a sign-up works at once", async () => {
  const { send, emulator, snapshot } = await startForgotten()

  await send("sign-up", { emailAddress: "grace@example.com", password: PASSWORD })

  expect(await emulator.inbox("grace@example.com")).toHaveLength(1)
  expect(await snapshot()).toMatchObject({ attempt: { kind: "sign-up" } })
})

test("a code for a sign-in that Clerk has forgotten too isn't sent to another, and the user starts again", async () => {
  const { send, snapshot, emulator } = await startForgotten(sendCode)

  const entering = send("attempt-first-factor", { strategy: "email_code", code: "424242" })

  await expect(entering).rejects.toMatchObject({
    failure: { code: "expired", message: text("errorAttemptExpired") }
  })
  expect(await snapshot()).toMatchObject({ status: "signed-out", attempt: null })
  expect(await posts(emulator, "/v1/client/sign_ins")).toEqual([])
})

test("a user who was signed in is signed out, and their command isn't sent to the new client", async () => {
  const { send, snapshot, owner } = await startForgotten(({ signIn }) => signIn(EMAIL, PASSWORD))

  await expect(send("create-organization", { name: "Acme" })).rejects.toMatchObject({
    failure: { code: "signed-out" }
  })
  await owner.sync({ force: true })
  expect(await snapshot()).toMatchObject({ status: "signed-out" })
})

test("a command that Clerk refuses although it knows the client isn't sent again", async () => {
  const { signIn, emulator } = await start()
  await emulator.setFaults([{ match: { method: "POST", path: "/v1/client/sign_ins" }, status: 401 }])

  await expect(signIn(EMAIL, PASSWORD)).rejects.toMatchObject({ failure: { code: "signed-out" } })
  expect(await posts(emulator, "/v1/client/sign_ins")).toHaveLength(1)
})
