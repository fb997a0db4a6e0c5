import { setTimeout as sleep } from "node:timers/promises"
import { clientJson } from "../json/client"
import { createDevice, type Device, liveSessions, renewToken } from "../model/client"
import { type Fault, takeFault } from "../model/faults"
import { type Instance, tellListeners } from "../model/instance"
import { logRequest } from "../model/request-log"
import type { Call, Handler } from "./call"
import { ApiError, envelope, internalError } from "./errors"
import { faultBody } from "./fault-body"
import { Form, readForm } from "./form"
import { Redirect } from "./redirect"
import { findEndpoint } from "./routes"
import {
  checkCaller,
  corsHeaders,
  identifyDevice,
  isAskedByPage,
  preflight,
  requireKnownDevice,
  tokenHeaders
} from "./transport"

export type Connection = {
  instance: Instance
  /** Where the caller reached the emulator. */
  baseUrl: string
  /** Ends the connection without an answer. */
  drop(): void
}

type Answer = { status: number; body: unknown; retryAfter?: number | undefined; location?: string }

/** Answers one request to the Frontend API, with whatever faults were ordered for it. */
export async function serveFrontendApi(request: Request, connection: Connection): Promise<Response> {
  if (request.method === "OPTIONS") return preflight(request)
  const { instance, drop } = connection
  const startedAt = Date.now()
  const { method, path, query } = readTarget(request)
  const log = (status: number | null) => {
    const origin = request.headers.get("origin")
    const milliseconds = Date.now() - startedAt
    logRequest(instance.requests, { at: startedAt, method, path, origin, status, milliseconds })
    tellListeners(instance)
  }

  const fault = takeFault(instance.faults, method, path)
  const delay = instance.latency + (fault?.delayMs ?? 0)
  if (delay > 0) await sleep(delay, undefined, { signal: request.signal }).catch(() => {})
  // A caller that did not wait has gone before its request arrived.
  if (fault?.abort === "before" || request.signal.aborted) {
    log(null)
    return dropped(drop)
  }

  const device =
    identifyDevice(instance, request, query) ?? (isPublic(path) ? createDevice(instance) : undefined)
  const isFaulty = fault && [fault.status, fault.body, fault.malformed].some((part) => part !== undefined)
  const answer = isFaulty ? ordered(fault) : await work(request, { connection, device, method, path, query })
  if (fault?.abort === "after") {
    log(null)
    return dropped(drop)
  }
  log(answer.status)
  return respond(request, answer, instance, device)
}

/** What answers whatever token the caller holds. */
const isPublic = (path: string) => /^\/v1\/(dev_browser|health)$|^\/\.well-known\//.test(path)

type Target = { method: string; path: string; query: URLSearchParams }

/** The method may be in the query, as the SDK sends it; before `/v1` there may be a proxy's path. */
function readTarget(request: Request): Target {
  const { pathname, searchParams } = new URL(request.url)
  const override = request.method === "POST" ? searchParams.get("_method")?.toUpperCase() : undefined
  const path = pathname.slice(Math.max(0, pathname.search(/\/(v1|\.well-known)(\/|$)/))).replace(/\/+$/, "")
  return { method: override ?? request.method, path, query: searchParams }
}

async function work(
  request: Request,
  { connection, device, method, path, query }: Target & { connection: Connection; device: Device | undefined }
): Promise<Answer> {
  const { instance, baseUrl } = connection
  const origin = request.headers.get("origin") ?? undefined
  const view = { instance, baseUrl, origin }
  try {
    const form = method === "GET" ? new Form() : await readForm(request)
    checkCaller(view, request, query)
    const known = requireKnownDevice(device)
    const { endpoint, params } = findEndpoint(method, path.replace(/^\/v1/, "") || "/")
    const userAgent = request.headers.get("user-agent") ?? ""
    const isPage = isAskedByPage(request)
    const call: Call = { view, instance, device: known, method, params, query, form, userAgent, isPage }
    const body = await inTurn(known, () => renewingToken(call, endpoint))
    if (body instanceof Redirect) return { status: 303, body: undefined, location: body.location }
    return { status: 200, body }
  } catch (error) {
    const refusal = error instanceof ApiError ? error : internalError()
    if (refusal !== error) console.error(error)
    const client = method === "GET" ? null : await clientJson(device?.client ?? null, view)
    return { status: refusal.status, body: envelope(refusal.errors, client), retryAfter: refusal.retryAfter }
  }
}

/** Whoever signs in or out gets another token, so that one that somebody else may know is of no use any more. */
async function renewingToken(call: Call, endpoint: Handler) {
  const { instance, device } = call
  const sessions = () => liveSessions(instance, device.client).map(({ id }) => id)
  const before = sessions().join()
  const body = await endpoint(call)
  if (instance.type === "production" && sessions().join() !== before) renewToken(instance, device)
  return body
}

const turns = new WeakMap<Device, Promise<unknown>>()

/** One call of a device at a time: hashing a password takes a while, and two could both complete a sign-in. */
function inTurn<Result>(device: Device, run: () => Promise<Result>): Promise<Result> {
  const turn = (turns.get(device) ?? Promise.resolve()).then(run)
  turns.set(
    device,
    turn.catch(() => {})
  )
  return turn
}

const ordered = (fault: Fault): Answer => ({
  status: fault.status ?? 200,
  body: faultBody(fault),
  retryAfter: fault.retryAfter
})

function respond(
  request: Request,
  { status, body, retryAfter, location }: Answer,
  instance: Instance,
  device?: Device
) {
  const text = typeof body === "string" ? body : JSON.stringify(body ?? "")
  const code = (body as { errors?: { code?: unknown }[] } | undefined)?.errors?.[0]?.code
  const isUnknownDevice = status === 401 && code === "dev_browser_unauthenticated"
  const headers = new Headers({
    ...(location ? { location } : { "content-type": "application/json" }),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...corsHeaders(request)
  })
  if (!isUnknownDevice) {
    for (const [name, value] of tokenHeaders(instance, request, device)) headers.append(name, value)
  }
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter))
  // What is left of the request stays unread.
  if (status === 413) headers.set("connection", "close")
  if (text.startsWith("<")) headers.set("content-type", "text/html")
  return new Response(status === 204 || location ? null : text, { status, headers })
}

function dropped(drop: () => void) {
  drop()
  return new Response(null, { status: 500 })
}
