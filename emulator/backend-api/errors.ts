import { apiError } from "../frontend-api/errors"

export const notFoundById = (what: string, id: string) =>
  apiError(404, "resource_not_found", "not found", { longMessage: `There's no ${what} with the id ${id}.` })
export const notServed = () =>
  apiError(404, "resource_not_found", "Resource not found", {
    longMessage:
      "The emulator doesn't serve this part of Clerk's Backend API. emulator/backend-api/routes.ts lists what it serves."
  })
export const pageRefused = () =>
  apiError(
    400,
    "origin_authorization_headers_conflict",
    "Setting both the 'Origin' and 'Authorization' headers is forbidden",
    { longMessage: "The Backend API is for servers. The emulator refuses it to pages and extensions." }
  )
export const needsOther = (param: string, other: string) =>
  apiError(422, "form_conditional_param_missing", `${other} is required with ${param}.`, { param: other })
export const onlyInDevelopment = () =>
  apiError(400, "request_invalid_for_environment", "Only development instances support this.")
export const atLeastOne = (...params: string[]) =>
  apiError(422, "form_param_missing", `Send at least one of ${params.join(", ")}.`, {
    meta: { param_names: params }
  })

// Users
export const dataMissing = (params: string[]) =>
  apiError(422, "form_data_missing", "missing data", {
    longMessage: `The instance's settings require ${params.join(", ")}.`,
    meta: { param_names: params }
  })
export const noPassword = () => apiError(400, "no_password_set", "This user has no password.")
export const passwordDisabled = () =>
  apiError(403, "password_disabled", "This instance doesn't use passwords.")
export const incorrectPassword = () =>
  apiError(422, "incorrect_password", "This isn't the user's password.", { param: "password" })

// Organizations
export const slugsDisabled = () =>
  apiError(403, "organization_slugs_disabled", "Slugs are not enabled in this instance.")
export const creatorNotFound = (id: string) =>
  apiError(400, "organization_creator_not_found", `There's no user with the id ${id}.`)
export const roleNotFound = () =>
  apiError(404, "resource_not_found", "not found", {
    longMessage: "The instance has no such role.",
    param: "role"
  })
export const adminNeeded = () =>
  apiError(400, "organization_minimum_permissions_needed", "An organization needs at least one admin.")

// Invitations
export const invitationRefusal = (status: number, code: string, message: string) =>
  apiError(status, `organization_invitation_${code}`, message)
export const invitationsUnsupported = () =>
  apiError(
    400,
    "invitations_not_supported",
    "This instance has no email addresses, so it has no invitations."
  )
export const duplicate = (message: string) => apiError(400, "duplicate_record", message)
export const alreadyRevoked = () =>
  apiError(400, "invitation_already_revoked", "This invitation has been revoked already.")

// Instance
export const originInvalid = () =>
  apiError(
    422,
    "form_invalid_origin",
    "Each origin needs a scheme and a host, such as chrome-extension://id.",
    {
      param: "allowed_origins"
    }
  )
