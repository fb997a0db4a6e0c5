import { STATUS_CODES } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { clientJson } from "../json/client"
import { createDevice, type Device, liveSessions, renewToken } from "../model/client"
import { type Fault, takeFault } from "../model/faults"
import { type Instance, tellListeners } from "../model/instance"
import { logRequest } from "../model/request-log"
import type { Call, Handler } from "./call"
import { ApiError, envelope, internalError, originInvalid } from "./errors"
import { faultBody } from "./fault-body"
import { Form, readForm } from "./form"
import { Redirect } from "./redirect"
import { findEndpoint } from "./routes"
import {
  CALLBACK,
  checkCaller,
  corsHeaders,
  deviceByNonce,
  deviceOfCallback,
  identifyDevice,
  isAskedByPage,
  isForeign,
  preflight,
  requireKnownDevice,
  tokenHeaders
} from "./transport"

export type Connection = {
  instance: Instance
  /** The URL at which the caller reached the emulator. */
  baseUrl: string
  /** Closes the connection after sending these bytes of a response. */
  breakOff(bytes?: string): Promise<void>
}

type Answer = {
  status: number
  body: unknown
  retryAfter?: number | undefined
  location?: string
  cookies?: string[] | undefined
  /** Whether the browser belongs to the client, and so receives the client's token. */
  isForPage?: boolean
}

/** Serves one Frontend API request, with the configured faults. */
export async function serveFrontendApi(request: Request, connection: Connection): Promise<Response> {
  const { instance, baseUrl, breakOff } = connection
  const isRefused = isForeign(request, instance, baseUrl)
  if (request.method === "OPTIONS" && !isRefused) return preflight(request)
  const startedAt = Date.now()
  const { method, path, query } = readTarget(request)
  const log = (status: number | null) => {
    const origin = request.headers.get("origin")
    const milliseconds = Date.now() - startedAt
    logRequest(instance.requests, { at: startedAt, method, path, origin, status, milliseconds })
    tellListeners(instance)
  }

  if (isRefused) {
    log(400)
    return Response.json(envelope(originInvalid().errors), { status: 400 })
  }

  const fault = takeFault(instance.faults, method, path)
  await holdBack(request, instance.latency + (fault?.delayMs ?? 0))
  // A caller that gave up during the delay counts as gone before its request arrived.
  if (fault?.abort === "before" || request.signal.aborted) {
    log(null)
    await breakOff()
    return noResponse()
  }

  const isFaulty = fault && [fault.status, fault.body, fault.malformed].some((part) => part !== undefined)
  const isHeard = !isFaulty || fault.workDone === true
  const device = deviceOf(instance, request, { path, query, isHeard })
  const workedOn = () => work(request, { connection, device, method, path, query })
  if (isFaulty && fault.workDone) await workedOn()
  const answer = isFaulty ? ordered(fault) : await workedOn()
  // Logged before the delay, so that a test can see when processing is done.
  log(fault?.abort ? null : answer.status)
  await holdBack(request, instance.latencyAfter + (fault?.delayAfterMs ?? 0))
  // The provider may have redirected another person's browser.
  const isStranger = path === CALLBACK && !answer.isForPage
  const response = respond(request, answer, instance, isStranger ? undefined : device)
  if (!fault?.abort) return response
  await breakOff(await partOf(response, fault.abort))
  return noResponse()
}

/** Uses up the nonce only if the request will be processed. */
function deviceOf(
  instance: Instance,
  request: Request,
  { path, query, isHeard }: { path: string; query: URLSearchParams; isHeard: boolean }
) {
  if (path === CALLBACK) return deviceOfCallback(instance, query)
  const byNonce = isHeard ? deviceByNonce(instance, request, query) : undefined
  return (
    byNonce ??
    identifyDevice(instance, request, query) ??
    (isPublic(path) ? createDevice(instance) : undefined)
  )
}

/** Waits until the time is up or the caller has disconnected. */
async function holdBack({ signal }: Request, milliseconds: number) {
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal }).catch(() => {})
}

/** The part of a response that is sent before the connection drops. */
async function partOf(response: Response, abort: "after" | "in-headers" | "in-body") {
  const statusLine = `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}\r\n`
  switch (abort) {
    case "after":
      return ""
    case "in-headers":
      return statusLine
    case "in-body": {
      const body = await response.text()
      const headers = [...response.headers, ["content-length", Buffer.byteLength(body)]]
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
      return `${statusLine}${lines.join("")}\r\n${body.slice(0, body.length / 2)}`
    }
  }
}

/** A placeholder for a closed connection. */
const noResponse = () => new Response(null, { status: 500 })

/** Endpoints that accept any token. */
const isPublic = (path: string) =>
  /^\/v1\/(dev_browser|health|client\/handshake)$|^\/\.well-known\//.test(path)

type Target = { method: string; path: string; query: URLSearchParams }

/** The SDK can send the method in the query. A proxy can add a path before `/v1`. */
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
    if (body instanceof Redirect) {
      const { location, options } = body
      const { status = 303, cookies, hasClient = false } = options
      return { status, body: undefined, location, cookies, isForPage: hasClient }
    }
    return { status: 200, body }
  } catch (error) {
    const refusal = error instanceof ApiError ? error : internalError()
    if (refusal !== error) console.error(error)
    const client = method === "GET" ? null : await clientJson(device?.client ?? null, view)
    return { status: refusal.status, body: envelope(refusal.errors, client), retryAfter: refusal.retryAfter }
  }
}

/** Signing in or out rotates the client's token, so that a leaked token stops working. */
async function renewingToken(call: Call, endpoint: Handler) {
  const { instance, device } = call
  const sessions = () => liveSessions(instance, device.client).map(({ id }) => id)
  const before = sessions().join()
  const body = await endpoint(call)
  const isTold = body instanceof Redirect && body.options.renewsToken === true
  const isOther = isTold || sessions().join() !== before
  if (instance.type === "production" && isOther) renewToken(instance, device)
  return body
}

const turns = new WeakMap<Device, Promise<unknown>>()

/** Runs one call per device at a time: hashing a password is slow, and two calls could both complete a sign-in. */
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
  { status, body, retryAfter, location, cookies = [] }: Answer,
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
  for (const cookie of cookies) headers.append("set-cookie", cookie)
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter))
  // The rest of the request stays unread.
  if (status === 413) headers.set("connection", "close")
  if (text.startsWith("<")) headers.set("content-type", "text/html")
  return new Response(status === 204 || location ? null : text, { status, headers })
}
