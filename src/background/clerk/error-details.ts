/** What Clerk says in an error and the SDK leaves out. */
export type ErrorDetails = {
  /** For Clerk's support. */
  traceId?: string
  /** How long a user stays locked. */
  lockoutSeconds?: number
}

type ErrorPayload = {
  clerk_trace_id?: string
  errors?: { code?: string; meta?: { lockout_expires_in_seconds?: number } }[]
}

let latest: ErrorDetails & { code: string | undefined } = { code: undefined }

/** Takes the details from an answer of Clerk, before the SDK throws its error for it. */
export function rememberErrorDetails(payload: object) {
  const { errors, clerk_trace_id: traceId } = payload as ErrorPayload
  const error = errors?.[0]
  const lockoutSeconds = error?.meta?.lockout_expires_in_seconds
  latest = {
    code: error?.code,
    ...(traceId !== undefined && { traceId }),
    ...(lockoutSeconds !== undefined && { lockoutSeconds })
  }
}

/** The details of the error that the SDK has just thrown. */
export function errorDetailsOf(code: string | undefined): ErrorDetails {
  return code !== undefined && latest.code === code ? latest : {}
}
