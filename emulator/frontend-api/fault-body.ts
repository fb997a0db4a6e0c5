import type { Fault } from "../model/faults"
import { envelope, internalError, tooManyRequests } from "./errors"

const CODES: Record<number, string> = {
  400: "bad_request",
  401: "authentication_invalid",
  403: "authorization_invalid",
  404: "resource_not_found",
  422: "form_param_value_invalid",
  429: "too_many_requests",
  503: "maintenance_mode"
}

/** The body of a faulty response: the one in the fault, or else the error that matches its status. */
export function faultBody({ status = 200, body, malformed }: Fault): unknown {
  if (malformed === "json") return '{"response":{"object":"cli'
  if (malformed === "html") return "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>"
  if (malformed === "empty") return ""
  if (body !== undefined) return body
  if (status === 429) return envelope(tooManyRequests(1).errors)
  const code = CODES[status]
  if (!code) return status >= 400 ? envelope(internalError().errors) : {}
  return envelope([{ code, message: "Fault", long_message: `A fault with status ${status} was ordered.` }])
}
