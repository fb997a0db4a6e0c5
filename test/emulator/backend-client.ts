import { createClerkClient } from "@clerk/backend"
import { given, type TestEmulator } from "./support"

/** Clerk's SDK for servers, as authors configure it. */
export const clerkFor = (
  { publishableKey, secretKey, url }: TestEmulator,
  options: { secretKey?: string } = {}
) => createClerkClient({ publishableKey, secretKey, apiUrl: url, telemetry: { disabled: true }, ...options })

/** A call without the SDK, for what it would never send. */
export async function callBackend(
  { url, secretKey }: TestEmulator,
  method: string,
  path: string,
  body?: unknown
) {
  const response = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${secretKey}`, "content-type": "application/json" },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) })
  })
  const text = await response.text()
  const json = text ? JSON.parse(text) : undefined
  const [error] = json?.errors ?? []
  return { status: response.status, code: error?.code, param: error?.meta?.param_name, json }
}

/** The id of the seed's user with this address. */
export async function idOf(emulator: TestEmulator, email: string) {
  const { users } = await emulator.state()
  return given(users.find((user) => user.email === email)).id
}
