import * as v from "valibot"

import type {
  AcceptedSuggestion,
  CreationDefaults,
  InvitationRow,
  ListPage,
  MembershipRow,
  SuggestionRow
} from "~session/organization-lists"
import type {
  PasswordStrength,
  PhoneNumberRow,
  Reverification,
  SecondFactorAdded,
  TotpEnrolment
} from "~session/task-forms"

const nothing = v.optional(v.undefined_())
const text = (longest: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(longest))
const id = text(100)
const page = v.object({ offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)) })
// Clerk's own limit is 72; more is let through so that Clerk's answer reaches the user.
const password = text(1_000)
const emailAddress = text(320)
const code = v.pipe(v.string(), v.regex(/^\d{6}$/))
const name = v.pipe(v.string(), v.maxLength(256))
// A message carries JSON, so the picture travels as a data URL; 10 MB is Clerk's limit for the picture itself.
const logo = v.pipe(v.string(), v.regex(/^data:image\/(png|jpeg|gif|webp);base64,/), v.maxLength(14_000_000))

/**
 * Every message that a page may send, with the shape of its request, which is validated on arrival, and the type of what
 * it answers. A reply carries only what the snapshot cannot: commands that change the session answer with nothing.
 */
export const contracts = {
  /** Looks at Clerk again; without `force` only when what is known is older than a minute. */
  "sync-session": contract<void>()(v.object({ force: v.optional(v.boolean()) })),
  /** Opens the page of the current task in a tab, or focuses the one that is open. */
  "open-task": contract<void>()(nothing),

  "sign-in-with-password": contract<void>()(v.object({ identifier: emailAddress, password })),
  /** Sends a code to the address; also sends a new one for the sign-in under way. */
  "send-sign-in-code": contract<void>()(v.object({ identifier: emailAddress })),
  "attempt-sign-in-code": contract<void>()(v.object({ code })),
  /** For a forgotten password: sends a code, which allows to choose a new one. */
  "send-reset-code": contract<void>()(v.object({ identifier: emailAddress })),
  "attempt-reset-code": contract<void>()(v.object({ code })),
  "set-new-password": contract<void>()(
    v.object({ newPassword: password, signOutOfOtherSessions: v.boolean() })
  ),
  /** Sends the text message of a sign-in that needs a second factor. */
  "send-second-factor-code": contract<void>()(nothing),
  "attempt-second-factor": contract<void>()(
    v.variant("strategy", [
      v.object({ strategy: v.picklist(["totp", "phone_code"]), code }),
      v.object({ strategy: v.literal("backup_code"), code: text(32) })
    ])
  ),
  "sign-up": contract<void>()(
    v.object({
      emailAddress,
      password: v.optional(password),
      firstName: v.optional(name),
      lastName: v.optional(name)
    })
  ),
  "send-sign-up-code": contract<void>()(nothing),
  "attempt-sign-up-code": contract<void>()(v.object({ code })),
  /** Leaves the sign-in or sign-up under way, to start again. */
  "cancel-attempt": contract<void>()(nothing),
  /** Makes another of the signed-in sessions the current one. */
  "switch-session": contract<void>()(v.object({ sessionId: id })),
  /** Ends one session, or without a `sessionId` all sessions of this browser. */
  "sign-out": contract<void>()(v.optional(v.object({ sessionId: v.optional(id) }))),

  /** A session token for the author's own server. Fails with `signed-out` when there is none to hand out. */
  "get-token": contract<string>()(
    v.optional(
      v.object({
        template: v.optional(text(100)),
        organizationId: v.optional(v.nullable(id)),
        skipCache: v.optional(v.boolean()),
        treatPendingAsSignedOut: v.optional(v.boolean())
      })
    )
  ),

  /**
   * The one question that content scripts may ask, and nobody else: on origins that the build names. A pending session
   * counts as signed out. `name` is `null` for a user who has none; it is no address or number.
   */
  "get-signed-in-name": contract<{ isSignedIn: boolean; name: string | null }>()(nothing),

  "list-memberships": contract<ListPage<MembershipRow>>()(page),
  "list-invitations": contract<ListPage<InvitationRow>>()(page),
  "list-suggestions": contract<ListPage<SuggestionRow>>()(page),
  "get-creation-defaults": contract<CreationDefaults>()(nothing),
  /** Makes it the active one; `null` is the personal account. */
  "choose-organization": contract<void>()(v.object({ organizationId: v.nullable(id) })),
  /** Joins the organization and makes it the active one. */
  "accept-invitation": contract<void>()(v.object({ invitationId: id })),
  /** Asks the organization's administrators; completes nothing by itself. */
  "accept-suggestion": contract<AcceptedSuggestion>()(v.object({ suggestionId: id })),
  /** Creates the organization and makes it the active one. `logoFailed`: it has no logo, all else is done. */
  "create-organization": contract<{ logoFailed: boolean }>()(
    v.object({ name: text(256), slug: v.optional(text(256)), logo: v.optional(logo) })
  ),

  /** How strong a password is, by the score that the instance asks for. The password is not kept. */
  "check-password": contract<PasswordStrength>()(v.object({ password })),
  /** Completes the `reset-password` task. */
  "change-password": contract<void>()(
    v.object({ newPassword: password, signOutOfOtherSessions: v.boolean() })
  ),

  /** Begins to add an authenticator app, or goes on with the enrolment under way. */
  "start-totp": contract<TotpEnrolment>()(nothing),
  "verify-totp": contract<SecondFactorAdded>()(v.object({ code })),
  "cancel-totp": contract<void>()(nothing),
  "list-phone-numbers": contract<PhoneNumberRow[]>()(nothing),
  /** Adds the number and, where it is not verified yet, sends it a code. */
  "add-phone-number": contract<PhoneNumberRow>()(
    v.object({ phoneNumber: v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/)) })
  ),
  "send-phone-code": contract<void>()(v.object({ phoneNumberId: id })),
  "verify-phone-number": contract<SecondFactorAdded>()(v.object({ phoneNumberId: id, code })),
  "use-phone-number": contract<SecondFactorAdded>()(v.object({ phoneNumberId: id })),

  /** Asks again who the user is, after a command failed with `reverification-required`. */
  "start-reverification": contract<Reverification>()(nothing),
  "send-reverification-code": contract<void>()(
    v.object({ strategy: v.picklist(["email_code", "phone_code"]), id })
  ),
  "attempt-reverification": contract<Reverification>()(
    v.variant("strategy", [
      v.object({ strategy: v.literal("password"), password }),
      v.object({ strategy: v.picklist(["email_code", "phone_code", "totp"]), code }),
      v.object({ strategy: v.literal("backup_code"), code: text(32) })
    ])
  )
}

/** A message that a page may send. */
export type CommandName = keyof typeof contracts

export type Request<Name extends CommandName> = v.InferOutput<(typeof contracts)[Name]["request"]>
export type Response<Name extends CommandName> = (typeof contracts)[Name]["response"]

export function isCommandName(name: unknown): name is CommandName {
  return typeof name === "string" && Object.hasOwn(contracts, name)
}

// `response` exists for the types only: what the background answers needs no check on arrival.
function contract<Answer>() {
  return <Schema extends v.GenericSchema>(request: Schema) => ({ request, response: undefined as Answer })
}
