import { UsageError } from "../usage-error"

const PATIENCE_MS = 10_000

/** The response of an API. `body` is `undefined` if it isn't JSON, `code` comes from its first error. */
export type Answer = { status: number; body: unknown; code: string | undefined }

/** A request without a response. Its message is a sentence with the reason. */
export class Unreachable extends UsageError {}

/** @throws {Unreachable} if there's no response in time. */
export async function ask(
  url: string | URL,
  init: RequestInit = {},
  patienceMs = PATIENCE_MS
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      ...init
    })
    const body = parse(await response.text())
    const { errors } = (body ?? {}) as { errors?: { code?: string }[] }
    return { status: response.status, body, code: errors?.[0]?.code }
  } catch (error) {
    throw new Unreachable(`${new URL(url).origin} ${reasonOf(error, patienceMs)}.`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reasonOf(error: unknown, patienceMs: number) {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } }
  const code = cause?.code ?? ""
  if (name === "TimeoutError") return `doesn't respond within ${patienceMs / 1000} seconds`
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return "can't be resolved: there's no network, or no such host"
  if (/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/.test(code)) return "can't be reached: there's no network"
  if (code === "ECONNREFUSED") return "doesn't respond: nothing is listening there"
  if (/CERT|SELF_SIGNED|TLS|SSL/.test(code))
    return `has a certificate that this computer doesn't trust (${code})`
  return `can't be reached (${code || cause?.message || message})`
}
