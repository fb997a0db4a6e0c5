import { UsageError } from "../usage-error"

const PATIENCE_MS = 10_000

/** What an API answers: `body` is `undefined` when it is no JSON, `code` is that of the first error in it. */
export type Answer = { status: number; body: unknown; code: string | undefined }

/** A request that got no answer. Its message is a sentence that says why. */
export class Unreachable extends UsageError {}

/** @throws {Unreachable} when nothing answers. */
export async function ask(url: string | URL, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...init
    })
    const body = parse(await response.text())
    const { errors } = (body ?? {}) as { errors?: { code?: string }[] }
    return { status: response.status, body, code: errors?.[0]?.code }
  } catch (error) {
    throw new Unreachable(`${new URL(url).origin} ${reasonOf(error)}.`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reasonOf(error: unknown) {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } }
  const code = cause?.code ?? ""
  if (name === "TimeoutError") return `does not answer within ${PATIENCE_MS / 1000} seconds`
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) return "has no address: there is no network, or no such name"
  if (/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/.test(code)) return "cannot be reached: there is no network"
  if (code === "ECONNREFUSED") return "does not answer: nothing listens there"
  if (/CERT|SELF_SIGNED|TLS|SSL/.test(code)) return `has a certificate that is not trusted here (${code})`
  return `cannot be reached (${code || cause?.message || message})`
}
