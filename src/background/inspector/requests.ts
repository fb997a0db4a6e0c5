import type { Request } from "~inspector/record"
import { amend, note, since } from "./recorder"

let recording: typeof fetch | undefined

/** Records the requests to a host: method, path and outcome. It replaces `fetch()`, unless that already records. */
export function recordRequests(host: string) {
  if (recording === globalThis.fetch) return
  const send = globalThis.fetch

  recording = async (input, init) => {
    const url = new URL(input instanceof globalThis.Request ? input.url : input)
    if (url.host !== host) return send(input, init)

    const retry = Number(url.searchParams.get("_clerk_retry_attempt"))
    const entry = note<Request>({
      kind: "request",
      // The SDK sends every other method as POST.
      method: url.searchParams.get("_method") ?? init?.method ?? "GET",
      path: shortened(url.pathname),
      ...(retry > 0 && { retry })
    })
    try {
      const response = await send(input, init)
      amend(entry, { status: response.status, tookMs: since(entry) })
      if (!response.ok) void explain(response.clone()).then((details) => amend(entry, details))
      return response
    } catch (error) {
      amend(entry, { status: 0, tookMs: since(entry) })
      throw error
    }
  }
  globalThis.fetch = recording
}

type ErrorAnswer = { errors?: { code?: unknown }[]; clerk_trace_id?: unknown }

async function explain(response: Response) {
  const answer = (await response.json().catch(() => ({}))) as ErrorAnswer | null
  const code = answer?.errors?.[0]?.code
  const traceId = answer?.clerk_trace_id
  return { ...(isPlain(code) && { code }), ...(isPlain(traceId) && { traceId }) }
}

// What looks different isn't Clerk's.
function isPlain(text: unknown): text is string {
  return typeof text === "string" && /^\w{1,64}$/.test(text)
}

/** `/v1/client/sign_ins/sia_2abcdefgh` as `/v1/client/sign_ins/sia_…efgh`. Nothing else that could be a token or a name is left. */
export function shortened(path: string): string {
  return path
    .split("/")
    .map((part) => {
      if (/^(v\d+|[a-z_]{1,40}|[a-z0-9_.-]{1,40}\.json)?$/.test(part)) return part
      return shortId(part)
    })
    .join("/")
}

function shortId(id: string) {
  const [, prefix = "", end = ""] = /^([a-z]{2,8}_)[A-Za-z0-9]{12,}([A-Za-z0-9]{4})$/.exec(id) ?? []
  return `${prefix}…${end}`
}
