import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, expect, test, vi } from "vitest"
import type { AnswerOf, MessageName, RequestOf } from "~messaging/contracts"
import { MessageError, type MessageErrorCode } from "~messaging/message-error"
import type { Fault } from "../../emulator/model/faults"
import type { SettingsPatch } from "../../emulator/model/settings"
import { emulate, PASSWORD, type TestEmulator } from "../emulator/support"
import { IS_LONG_RUN } from "../hostile/rounds"
import type { NewUser } from "./emulator-client"
import { ownerWithClerk } from "./owner-with-clerk"

type Worker = Awaited<ReturnType<typeof ownerWithClerk>>
type Person = Awaited<ReturnType<TestEmulator["addUser"]>> & { email: string; password: string }

/** A step's environment: its own user, in a worker that other users have used before. */
export type Scene = Pick<Worker, "send" | "snapshot"> & {
  emulator: TestEmulator
  person: Person
  /** Counts a test's scenes, for names that can be taken only once. */
  number: number
  signIn(): Promise<void>
  /** The user's sessions that are live at Clerk. */
  sessions(): Promise<{ id: string; status: string; activeOrganizationId: string | null }[]>
  /** Everything sent to an address or number, newest first. */
  inbox(to?: string): Promise<{ code: string }[]>
}

type Step<Name extends MessageName, Prepared> = {
  settings?: SettingsPatch
  user?: (emulator: TestEmulator, number: number) => Promise<Partial<NewUser>> | Partial<NewUser>
  /** Everything up to the moment before the step. */
  given?: (scene: Scene) => Promise<Prepared>
  command: Name
  request: (prepared: Prepared, scene: Scene) => RequestOf<Name>
  /** The request to Clerk that goes wrong. */
  hits: Fault["match"]
  /** How it fails, if more is known than that Clerk didn't answer. */
  fails?: Record<string, MessageErrorCode>
  /** The SDK merges a second request into one under way: a retry ends when the first does, and nothing is sent twice. */
  joinsTheFirst?: true
  /** Checks that Clerk did it once, and that pages show it. `answers` has the answers of all tries that succeeded. */
  done: (scene: Scene, answers: AnswerOf<Name>[], prepared: Prepared) => Promise<void>
}

/** What goes wrong; `code` is the failure of a command that Clerk hasn't carried out. */
type Trouble = {
  fault?: Omit<Fault, "match">
  code?: MessageErrorCode
  /** The worker's own time limit ends it. */
  isSlow?: boolean
  isOffline?: boolean
}

const AGES = 600_000

// Answers of something that isn't Clerk, or of a broken Clerk: without a client, or with one without sessions.
const NULLS = { response: null, client: null }
const MISSING_FIELDS = { response: { object: "thing" }, client: { object: "client", id: "client_1" } }

const TROUBLES: Record<string, Trouble> = {
  "429": { fault: { status: 429, retryAfter: 7 }, code: "rate-limited" },
  "500": { fault: { status: 500 }, code: "clerk-down" },
  "503 with a page of HTML": { fault: { status: 503, malformed: "html" }, code: "clerk-down" },
  "dropped before the work": { fault: { abort: "before" }, code: "offline" },
  "malformed JSON": { fault: { malformed: "json" }, code: "clerk-down" },
  "200 {}": { fault: { body: {} }, code: "clerk-down" },
  "200 with nulls": { fault: { body: NULLS }, code: "clerk-down" },
  "200 without fields": { fault: { body: MISSING_FIELDS }, code: "clerk-down" },
  "no answer in time, before the work": {
    fault: { delayMs: AGES, times: 1 },
    code: "timed-out",
    isSlow: true
  },
  offline: { code: "offline", isOffline: true },
  "dropped after the work": { fault: { abort: "after", times: 1 } },
  "answer lost in its headers": { fault: { abort: "in-headers", times: 1 } },
  "answer lost in its body": { fault: { abort: "in-body", times: 1 } },
  "504 after the work": { fault: { status: 504, malformed: "html", workDone: true, times: 1 } },
  "no answer in time, after the work": { fault: { delayAfterMs: AGES, times: 1 }, isSlow: true }
}

/** One of each kind; the rest takes minutes. */
const IN_SHORT_RUN = ["429", "offline", "answer lost in its headers", "no answer in time, after the work"]

afterEach(() => {
  vi.useRealTimers()
})

/**
 * Tests a step against everything that can go wrong with its request: it fails with a message, nothing is lost in the meantime, and the same
 * command works once the trouble is over. If Clerk has done the work and only the answer is lost, it may also succeed at once, and
 * a retry does nothing twice.
 */
export function testStep<Name extends MessageName, Prepared = void>(
  title: string,
  step: Step<Name, Prepared>
) {
  test(`${title}: all that can go wrong ends in words, and nothing is lost or doubled`, async () => {
    const emulator = await emulate()
    if (step.settings) await emulator.changeSettings(step.settings)
    vi.stubGlobal("fetch", chromiumFetch(globalThis.fetch))
    let worker = await startWorker(emulator)
    const wrong: Record<string, string> = {}

    for (const [index, [name, trouble]] of Object.entries(TROUBLES).entries()) {
      if (trouble.isSlow && step.joinsTheFirst) continue
      if (!IS_LONG_RUN && !IN_SHORT_RUN.includes(name)) continue
      const code = step.fails?.[name] ?? trouble.code
      const expected = { ...trouble, ...(code && { code }) }
      const problem = await tryOut(step, expected, { emulator, worker, number: index + 1 })
      await emulator.setFaults([])
      vi.useRealTimers()
      if (problem) {
        wrong[name] = problem
        worker = await startWorker(emulator)
      } else if ((await worker.snapshot()).status !== "signed-out") await worker.send("sign-out", {})
    }

    expect(wrong).toEqual({})
  })
}

const isDone = (check: () => Promise<void>) =>
  check().then(
    () => true,
    () => false
  )

async function startWorker(emulator: TestEmulator) {
  const worker = await ownerWithClerk(emulator)
  await worker.send("sync-session", {})
  return worker
}

/** Returns what is wrong. */
async function tryOut<Name extends MessageName, Prepared>(
  step: Step<Name, Prepared>,
  planned: Trouble,
  { emulator, worker, number }: { emulator: TestEmulator; worker: Worker; number: number }
): Promise<string | undefined> {
  const scene = await sceneFor(step, { emulator, worker, number })
  const prepared = (await step.given?.(scene)) as Prepared
  // The SDK retries requests that only read, for as long as the worker lets it.
  const isAskedAgain = step.hits.method === "GET" && planned.code === "offline" && !planned.isOffline
  const trouble: Trouble = isAskedAgain ? { ...planned, code: "timed-out", isSlow: true } : planned
  const send = () => worker.send(step.command, step.request(prepared, scene) as never)
  const statusBefore = (await worker.snapshot()).status
  const answers: AnswerOf<Name>[] = []
  const refusedAsDone = async (refused: unknown) => {
    if (!(await isDone(() => step.done(scene, answers, prepared)))) throw refused
  }
  try {
    const failure = await inTrouble(trouble, step.hits, emulator, async () => {
      answers.push(await send())
    })
    if (trouble.code && !failure) return "It succeeded."
    if (failure && !(failure instanceof MessageError && failure.failure.message)) return `It threw ${failure}`
    if (trouble.code && failure?.code !== trouble.code) {
      return `It failed with ${failure?.code}: ${failure?.message}`
    }
    // If a sync already shows the result, no second try is needed.
    if (failure && (await isDone(() => step.done(scene, answers, prepared)))) return
    const { status } = await worker.snapshot()
    if (failure && status !== statusBefore) return `Pages show ${status} instead of ${statusBefore}.`
    // If the retry is refused, the refusal proves that everything is done.
    if (failure) await send().then((answer) => answers.push(answer), refusedAsDone)
    await step.done(scene, answers, prepared)
  } catch (error) {
    const { message } = error as Error
    return error instanceof MessageError
      ? `Trying again failed with ${error.code}: ${message}`
      : message.replace(/\s+/g, " ").slice(0, 200)
  }
}

async function sceneFor<Name extends MessageName, Prepared>(
  { user }: Step<Name, Prepared>,
  { emulator, worker, number }: { emulator: TestEmulator; worker: Worker; number: number }
): Promise<Scene> {
  const email = `person${number}@example.com`
  const known = { email, password: PASSWORD }
  const person = { ...(await emulator.addUser({ ...(await user?.(emulator, number)), ...known })), ...known }
  return {
    emulator,
    send: worker.send,
    snapshot: worker.snapshot,
    person,
    number,
    signIn: () => worker.signIn(email, PASSWORD),
    sessions: async () =>
      (await emulator.state()).sessions.filter(
        ({ userId, status }) => userId === person.id && ["active", "pending"].includes(status)
      ),
    inbox: (to = email) => emulator.inbox(to)
  }
}

/** Runs something while this goes wrong, and returns why it failed, if it did. */
async function inTrouble(
  { fault, isSlow, isOffline }: Trouble,
  match: Fault["match"],
  emulator: TestEmulator,
  run: () => Promise<void>
): Promise<MessageError | undefined> {
  if (isOffline) return withoutNetwork(emulator.url, () => failureOf(run()))

  await emulator.setFaults([{ match, ...fault }])
  vi.useFakeTimers()
  let isOver = false
  const outcome = failureOf(run()).finally(() => {
    isOver = true
  })
  if (isSlow) await isHeldBack(emulator, match, () => isOver)
  if (isSlow && !isOver) await vi.advanceTimersByTimeAsync(21_000)
  while (!isOver) await passTime()
  vi.useRealTimers()
  await emulator.setFaults([])
  return outcome
}

// Ten times as fast as real time: nothing here takes as long as the worker's time limit.
async function passTime() {
  const startedAt = performance.now()
  await sleep(5)
  await vi.advanceTimersByTimeAsync((performance.now() - startedAt) * 10)
}

/** Waits until a request is held back: before its work, when it isn't in the log yet, or after it. */
async function isHeldBack(emulator: TestEmulator, { path }: Fault["match"], isOver: () => boolean) {
  const pattern = new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`)
  const before = (await emulator.requests()).length
  while (!isOver()) {
    const [fault] = await emulator.faults()
    const since = (await emulator.requests()).slice(before)
    if (fault?.delayMs ? fault.times === 0 : since.some((request) => pattern.test(request.path))) return
    await sleep(2)
  }
}

async function withoutNetwork<Result>(emulatorUrl: string, run: () => Promise<Result>): Promise<Result> {
  const { fetch } = globalThis
  globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"))
  Object.assign(navigator, { onLine: false })
  // As in a build for Clerk itself: a build for the emulator needs no network.
  vi.stubEnv("PLASMO_PUBLIC_CLERK_EMULATOR_URL", "")
  try {
    return await run()
  } finally {
    globalThis.fetch = fetch
    Object.assign(navigator, { onLine: true })
    vi.stubEnv("PLASMO_PUBLIC_CLERK_EMULATOR_URL", emulatorUrl)
  }
}

/** Node's fetch, with Chromium's error messages. */
const chromiumFetch = (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async function chromiumFetch(input, init) {
    const response = await fetch(input, init).catch((error) => {
      throw error.name === "TypeError" ? new TypeError("Failed to fetch") : error
    })
    const { json } = response
    response.json = () =>
      json.call(response).catch((error) => {
        throw error.name === "TypeError" ? new TypeError("network error") : error
      })
    return response
  }

function failureOf(run: Promise<void>): Promise<MessageError | undefined> {
  return run.then(
    () => undefined,
    (error) => error
  )
}
