import * as v from "valibot"
import {
  type ApiError,
  apiError,
  joined,
  paramFormat,
  paramMissing,
  paramTooLong,
  paramUnknown,
  paramValue
} from "../frontend-api/errors"
import { readBody, textOf } from "../frontend-api/form"
import { isEmailAddress } from "../model/identifier"
import { normalizeEmail } from "../model/user"
import type { Call } from "./call"

const MAX_BODY = 1024 * 1024
const MAX_METADATA = 8192

export async function readJson(request: Request): Promise<unknown> {
  const text = textOf(await readBody(request, MAX_BODY))
  if (text.trim() === "") return {}
  if (!/^application\/json/i.test(request.headers.get("content-type") ?? "")) {
    throw apiError(415, "unsupported_content_type", "Send the request body as application/json.")
  }
  try {
    return JSON.parse(text)
  } catch {
    throw bodyInvalid()
  }
}

/** Validates the parameters in the body. Parameters that the endpoint doesn't have are rejected. */
export function parametersOf<const Entries extends v.ObjectEntries>({ body }: Call, entries: Entries) {
  if (Array.isArray(body)) throw bodyInvalid()
  const result = v.safeParse(v.strictObject(entries), body)
  if (result.success) return result.output
  throw joined(result.issues.map(errorOf))
}

export const Flag = v.nullish(v.boolean())
export const Text = v.pipe(v.string(), v.maxLength(256))
export const Email = v.pipe(
  v.string(),
  v.check(isEmailAddress, "Enter a valid email address."),
  v.transform(normalizeEmail)
)
export const Days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365))
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A date and time as RFC 3339 writes it, which becomes epoch milliseconds. */
export const Time = v.pipe(v.string(), v.isoTimestamp(), v.transform(Date.parse), v.finite())

export const Metadata = v.pipe(
  v.custom<object>((value) => typeof value === "object" && value !== null && !Array.isArray(value)),
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed && isTooLarge(dataset.value)) addIssue()
  })
)

/** What a change leads to is limited too, not just the change. */
export function limited(param: string, metadata: object): object {
  if (isTooLarge(metadata)) throw metadataTooLarge(param)
  return metadata
}

function isTooLarge(metadata: object) {
  try {
    return Buffer.byteLength(JSON.stringify(metadata)) > MAX_METADATA
  } catch {
    // It's nested too deeply.
    return true
  }
}

const metadataTooLarge = (param: string) =>
  apiError(422, "form_param_exceeds_allowed_size", `${param} can't be larger than ${MAX_METADATA} bytes.`, {
    param
  })

function errorOf(issue: v.BaseIssue<unknown>): ApiError {
  const param = String(issue.path?.[0]?.key ?? "")
  if (!param) return bodyInvalid()
  const { kind, type, requirement } = issue
  if (type === "strict_object" && issue.path?.length === 1) {
    return issue.expected === "never" ? paramUnknown(param) : paramMissing(param)
  }
  if (type === "max_length") return paramTooLong(param, Number(requirement))
  if (type === "iso_timestamp" || type === "finite") {
    return apiError(422, "form_param_invalid_time", `${param} must be a date and time, as in RFC 3339.`, {
      param
    })
  }
  if (type === "raw_check") return metadataTooLarge(param)
  if (type === "check" || type === "url") return paramFormat(param, issue.message)
  if (kind === "validation" || type === "picklist") return paramValue(param)
  return apiError(422, "form_param_type_invalid", `${param} has the wrong type.`, { param })
}

const bodyInvalid = () =>
  apiError(400, "request_body_invalid", "The request body has to be a JSON object with parameters.")
