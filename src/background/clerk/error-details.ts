/** Details of Clerk's errors that the SDK drops. */
type ErrorDetails = {
  /** For Clerk's support. */
  traceId?: string
  /** How long a user stays locked, in seconds. */
  lockoutSeconds?: number
}

type ErrorPayload = {
  clerk_trace_id?: unknown
  errors?: { code?: string; meta?: { lockout_expires_in_seconds?: unknown } }[]
}

/** Keeps the details of the last error from Clerk. */
function createErrorDetails() {
  let latest: ErrorDetails & { code: string | undefined } = { code: undefined }

  return {
    /** Takes them from Clerk's answer, before the SDK throws an error for it. */
    remember(payload: object) {
      const { errors, clerk_trace_id: traceId } = payload as ErrorPayload
      const error = errors?.[0]
      const lockoutSeconds = error?.meta?.lockout_expires_in_seconds
      latest = {
        code: error?.code,
        ...(typeof traceId === "string" && { traceId }),
        ...(typeof lockoutSeconds === "number" && { lockoutSeconds })
      }
    },

    /** The details of the error that the SDK has just thrown. */
    of(code: string | undefined): ErrorDetails {
      return code !== undefined && latest.code === code ? latest : {}
    }
  }
}

/** The details of this worker's Clerk client. */
export const errorDetails = createErrorDetails()
