import { Clerk } from "@clerk/clerk-js/no-rhc"
import { afterAll, afterEach, onTestFinished, vi } from "vitest"
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/start"
import { callControlApi, createEmulatorClient } from "../support/emulator-client"
import { signInElsewhere as signInOn } from "../support/other-device"

export const PASSWORD = "correct-horse-battery-staple"

// A safety net for machines that are busy with other work.
vi.setConfig({ testTimeout: 120_000 })

const running = new Map<string, Promise<Emulator>>()

afterAll(stopEmulators)

/** Stops what `emulate()` has started. End-to-end files share this module, and only the first one registers its hooks. */
export async function stopEmulators() {
  const stopping = [...running.values()]
  running.clear()
  for (const emulator of stopping) await (await emulator).stop()
}

afterEach(async () => {
  for (const emulator of running.values()) await createEmulatorClient((await emulator).url).reset("empty")
})

/** A fresh emulator, with the calls of its control API. A file's tests share one. */
export async function emulate(options: EmulatorOptions = {}) {
  const key = JSON.stringify(options)
  const started = running.get(key) ?? startEmulator(options)
  running.set(key, started)
  const emulator = await started
  return {
    ...emulator,
    ...createEmulatorClient(emulator.url),
    call: (method: string, path: string, body?: unknown) => callControlApi(emulator.url, method, path, body)
  }
}

export type TestEmulator = Awaited<ReturnType<typeof emulate>>

/** The real SDK, as it runs in a service worker: no window, and the client's token carried by hand. */
export async function loadClerk(
  { url, publishableKey }: Emulator,
  stored: { token?: string } = {},
  options: Parameters<Clerk["load"]>[0] = {}
) {
  const isLive = publishableKey.startsWith("pk_live_")
  const clerk = new Clerk(publishableKey, { proxyUrl: url })
  clerk.__internal_onBeforeRequest(async (request) => {
    request.credentials = "omit"
    if (!stored.token) return
    if (isLive) {
      request.url?.searchParams.append("_is_native", "1")
      ;(request.headers as Headers).set("authorization", `Bearer ${stored.token}`)
    } else request.url?.searchParams.append("__clerk_db_jwt", stored.token)
  })
  clerk.__internal_onAfterResponse(async (_request, response) => {
    const token = response?.headers.get(isLive ? "authorization" : "clerk-db-jwt")
    if (token) stored.token = token
    else if (!isLive) delete stored.token
  })
  await clerk.load({ ...options, standardBrowser: false })
  // It would keep renewing its tokens, through the client of whichever test runs then.
  onTestFinished(() => {
    for (const session of clerk.client?.sessions ?? []) session.clearCache()
  })
  return clerk
}

/** Signs in with a password and makes the session current, as the extension does. */
export async function signIn(clerk: Clerk, email: string, password = PASSWORD) {
  const attempt = await clientOf(clerk).signIn.create({ identifier: email, password })
  await clerk.setActive({ session: attempt.createdSessionId, navigate: () => {} })
  return sessionOf(clerk)
}

export const clientOf = (clerk: Clerk) => given(clerk.client)
export const sessionOf = (clerk: Clerk) => given(clerk.session)
export const userOf = (clerk: Clerk) => given(clerk.user)

/** A value that the test can't continue without. */
export function given<Value>(value: Value) {
  if (!value) throw new Error("There is none.")
  return value
}

export const taskKeys = (session: { tasks: { key: string }[] | null } | null | undefined) =>
  (session?.tasks ?? []).map(({ key }) => key)

/** Why the API refused a call. */
export async function refusalOf(call: Promise<unknown> | undefined) {
  const error = await (call ?? Promise.resolve()).then(
    () => undefined,
    (reason: { status?: number; errors?: { code: string; meta?: { paramName?: string } }[] }) => reason
  )
  const [first] = error?.errors ?? []
  if (!first) throw error ?? new Error("The call was not refused.")
  return { status: error?.status, code: first.code, param: first.meta?.paramName }
}

/** Activates the given organization in the current session, as the choose-organization page does. */
export const choose = (clerk: Clerk, organizationId: string) =>
  clerk.setActive({ organization: organizationId, navigate: () => {} })

/** A request that only borrows the client's token, for what the SDK would never send. */
export async function request(
  { url }: Emulator,
  path: string,
  {
    token,
    body,
    ...init
  }: Omit<RequestInit, "body"> & {
    token?: string | undefined
    body?: Record<string, string> | [string, string][]
  } = {}
) {
  const address = new URL(`/v1${path}`, url)
  if (token) address.searchParams.set("__clerk_db_jwt", token)
  const response = await fetch(address, { ...init, ...(body && { body: new URLSearchParams(body) }) })
  const text = await response.text()
  return { response, status: response.status, headers: response.headers, text, json: () => JSON.parse(text) }
}

/** Another device, and what it sees of its client. */
export async function signInElsewhere(emulator: Emulator, email: string, password = PASSWORD) {
  const device = await signInOn(emulator, { email, password })
  const client = async () => (await request(emulator, "/client", { token: device.token })).json().response
  return { ...device, client }
}
