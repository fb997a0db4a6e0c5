import type { Mismatch } from "./description"

/**
 * Where the emulator deliberately differs from the description: the SDK, or Clerk's other documentation, decides. A difference that
 * no longer occurs fails the tests.
 */
export const knownDifferences: (Mismatch & { why: string })[] = [
  ...[
    "GET /v1/me/organization_creation_defaults",
    "POST /v1/me/change_password",
    "PUT /v1/organizations/{organization_id}/logo"
  ].map((request) => ({
    request,
    status: 200,
    at: "/client/sessions/*/status",
    what: "must be equal to one of the allowed values",
    why: "its copy of the session is older than session tasks, and knows no `pending`"
  })),
  {
    request: "DELETE /v1/organizations/{organization_id}/logo",
    status: 200,
    at: "/response",
    what: "must have required property 'deleted'",
    why: "the SDK reads an organization here"
  },
  {
    request: "POST /v1/dev_browser",
    status: 200,
    at: "",
    what: "this content is not described",
    why: "the SDK reads `id`"
  },
  ...[
    "POST /v1/client/sign_ups",
    "GET /v1/client/sign_ups/{sign_up_id}",
    "PATCH /v1/client/sign_ups/{sign_up_id}"
  ].flatMap((request) =>
    ["/response", "/client/sign_up"].flatMap((place) =>
      [
        "must have required property 'status'",
        "must have required property 'strategy'",
        "must have required property 'expire_at'",
        "must match exactly one schema in oneOf"
      ].map((what) => ({
        request,
        status: 200,
        at: `${place}/verifications/email_address`,
        what,
        why: "there is none yet, and Clerk's components take an unverified one for a code that was sent"
      }))
    )
  ),
  ...["/response", "/client/sign_up"].flatMap((place) =>
    ["status", "strategy", "expire_at"].map((property) => ({
      request: "POST /v1/client/sign_ups",
      status: 200,
      at: `${place}/verifications/phone_number`,
      what: `must have required property '${property}'`,
      why: "as with an address, there is none until a code is sent"
    }))
  ),
  ...[
    "POST /v1/client/sign_ins/{sign_in_id}/prepare_second_factor",
    "POST /v1/client/sign_ins/{sign_in_id}/attempt_second_factor",
    "POST /v1/client/sessions/{session_id}/verify/prepare_second_factor",
    "POST /v1/client/sessions/{session_id}/verify/attempt_second_factor"
  ].flatMap((request) => [
    ...passkeyAsSecondFactor(request, "/response"),
    // While it's under way, the client contains it, too.
    ...(request.endsWith("sign_ins/{sign_in_id}/prepare_second_factor")
      ? passkeyAsSecondFactor(request, "/client/sign_in")
      : [])
  ]),
  ...undescribed("POST /v1/me/organization_invitations/{invitation_id}/accept", {
    400: "Clerk's list of errors has this status for an invitation that is over",
    403: "Clerk's list of errors has this status for a full organization"
  }),
  ...undescribed("GET /v1/me/organization_invitations", {
    403: "Clerk's list of errors has this status where organizations are off"
  }),
  ...[
    "PATCH /v1/client/sign_ins/{sign_in_id}/protect_check",
    "PATCH /v1/client/sign_ups/{id}/protect_check"
  ].flatMap((request) =>
    ["this status is not described", "must have required property 'errors'"].map((what) => ({
      request,
      status: 200,
      at: "",
      what,
      why: "the SDK calls it, and nothing of it is described"
    }))
  ),
  ...undescribed("POST /v1/client/sign_ins", {
    429: "Clerk documents this limit for every endpoint that starts a sign-in",
    500: "every endpoint may fail",
    503: "every endpoint answers so under maintenance"
  }),
  ...undescribed("POST /v1/client/sign_ups", {
    401: "the SDK takes `requires_captcha` from every endpoint",
    410: "Clerk's list of errors has this status for a verification that another one has replaced",
    429: "Clerk's list of errors has this status for too many sign-ups"
  })
]

function passkeyAsSecondFactor(request: string, place: string): (Mismatch & { why: string })[] {
  const at = `${place}/second_factor_verification`
  const oneOfOthers = "must be equal to one of the allowed values"
  return [
    { at, what: "must match exactly one schema in oneOf" },
    { at: `${at}/object`, what: oneOfOthers },
    { at: `${at}/strategy`, what: oneOfOthers }
  ].map((mismatch) => ({
    ...mismatch,
    request,
    status: 200,
    why: "the description is older than passkeys as a second factor, which the SDK takes"
  }))
}

function undescribed(request: string, reasons: Record<number, string>) {
  return Object.entries(reasons).map(([status, why]) => ({
    request,
    status: Number(status),
    at: "",
    what: "this status is not described",
    why
  }))
}
