import * as v from "valibot"

import type {
  AcceptedSuggestion,
  CreatedOrganization,
  CreationDefaults,
  InvitationRow,
  ListPage,
  MembershipRow,
  SuggestionRow
} from "~session/organization-lists"
import { PROPOSED_LOGO } from "~session/organization-lists"
import type { Shown } from "~session/shown"
import {
  CODE_FACTORS,
  isOAuthStrategy,
  isSsoStrategy,
  SENT_FIRST_FACTORS,
  SENT_SECOND_FACTORS
} from "~session/snapshot"
import type {
  BackupCodes,
  PasswordStrength,
  PhoneNumberRow,
  Reverification,
  SecondFactorAdded,
  TotpEnrolment
} from "~session/task-forms"
import type { SessionTaskKey, taskUrls } from "~session/tasks"

const nothing = v.optional(v.undefined_())
const text = (longest: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(longest))
const id = text(100)
const isOffset = (each: number) => Number.isInteger(each) && each >= 0 && each <= 1_000_000
const page = v.object({ offset: v.pipe(v.number(), v.check(isOffset)) })
// Clerk's own limit is 72; longer ones pass so that Clerk's answer reaches the user.
const password = text(1_000)
const identifier = text(320)
const code = v.pipe(v.string(), v.regex(/^\d{6}$/))
const name = v.pipe(v.string(), v.maxLength(256))
const ssoStrategy = v.pipe(v.string(), v.guard(isSsoStrategy))
const oauthStrategy = v.pipe(v.string(), v.guard(isOAuthStrategy))
const phoneNumber = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/))
const signUpFields = v.object({
  emailAddress: v.optional(identifier),
  phoneNumber: v.optional(phoneNumber),
  username: v.optional(text(256)),
  firstName: v.optional(name),
  lastName: v.optional(name),
  password: v.optional(password),
  /** The user agrees to the terms and the privacy policy. */
  legalAccepted: v.optional(v.literal(true))
})
const base64url = v.pipe(v.string(), v.maxLength(16_384), v.regex(/^[\w-]*$/))
// As a `PublicKeyCredential`'s `toJSON()` returns it. https://w3c.github.io/webauthn/#dictdef-authenticationresponsejson
const credential = v.object({
  id: base64url,
  rawId: base64url,
  type: v.literal("public-key"),
  response: v.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: v.optional(base64url)
  })
})
// A message carries JSON, so the picture travels as a data URL; 10 MB is Clerk's limit for the picture itself.
const picture = v.pipe(
  v.string(),
  v.regex(/^data:image\/(png|jpeg|gif|webp);base64,/),
  v.maxLength(14_000_000)
)

/** Sent with a message that is bound to what its page showed. */
export const shownShape: v.GenericSchema<unknown, Shown> = v.object({
  sessionId: v.nullable(id),
  attemptId: v.nullable(id),
  task: v.nullable(text(100))
})

/**
 * Every message that a page may send: a query reads and changes nothing, a command changes something. Each has the type of its answer
 * and the shape of its request, which is validated on arrival. An answer carries only what the snapshot can't.
 *
 * A command that does no harm when it runs twice is `repeatable`: it's sent again if Chrome stopped the service worker
 * midway. So is every query.
 *
 * A message is meant for the session that its page showed, unless it's `boundTo` something else: the `attempt` to sign in or up that the
 * page showed, or `nothing`. So what a user typed for one account never reaches another. A command that `completes` a task does nothing
 * if the task that its page showed is already complete.
 *
 * Choices are unions, because variants would take another kilobyte in the worker.
 */
export const contracts = {
  /**
   * Syncs; without `force`, only if the snapshot is older than a minute. `onlyClient`: fetches the sessions and how far a sign-in has
   * come, but not the instance's settings.
   */
  "sync-session": command<void>()(
    v.object({ force: v.optional(v.boolean()), onlyClient: v.optional(v.boolean()) }),
    { repeatable: true, boundTo: "nothing" }
  ),
  /** Opens the page of the current task in a tab, or focuses a task page that is already open. */
  "open-task": command<void>()(nothing, { repeatable: true, boundTo: "nothing" }),

  /**
   * Starts a sign-in by its identifier, then continues as `by` says, or as the instance prefers. `code` and `reset` (for a forgotten
   * password) send a code at once.
   */
  "start-sign-in": command<void>()(v.object({ identifier, by: v.optional(v.picklist(["code", "reset"])) }), {
    boundTo: "nothing"
  }),
  /**
   * Proves who the user is, with the first factor. A password starts the sign-in; a code answers the one Clerk sent; a passkey
   * answers `start-passkey`.
   */
  "attempt-first-factor": command<void>()(
    v.union([
      v.object({ strategy: v.literal("password"), identifier, password }),
      v.object({ strategy: v.picklist(SENT_FIRST_FACTORS), code }),
      v.object({ strategy: v.literal("passkey"), credential })
    ]),
    { boundTo: "attempt" }
  ),
  "attempt-second-factor": command<void>()(
    v.union([
      v.object({ strategy: v.picklist(["totp", "phone_code", "email_code"]), code }),
      v.object({ strategy: v.literal("backup_code"), code: text(32) }),
      v.object({ strategy: v.literal("passkey"), credential })
    ]),
    { boundTo: "attempt" }
  ),
  /**
   * Sends a code or a link, or a new one, for a step of the sign-in or sign-up. `id` is the ID of the address or number it goes to, from the
   * factor's `sendTo`.
   */
  "send-code": command<void>()(
    v.union([
      v.object({
        for: v.literal("first-factor"),
        strategy: v.picklist(SENT_FIRST_FACTORS),
        id
      }),
      v.object({
        for: v.literal("second-factor"),
        strategy: v.picklist(SENT_SECOND_FACTORS),
        id
      }),
      v.object({ for: v.literal("sign-up"), strategy: v.picklist(CODE_FACTORS) })
    ]),
    { boundTo: "attempt" }
  ),
  /**
   * Requests what a passkey has to sign; the page passes it to `navigator.credentials`. `sign-in` accepts any passkey, which identifies its
   * user. The others belong to a step of the sign-in under way, or of a reverification, which is bound to the session that the page
   * showed.
   */
  "start-passkey": command<PublicKeyCredentialRequestOptionsJSON>()(
    v.object({
      for: v.picklist([
        "sign-in",
        "first-factor",
        "second-factor",
        "first-reverification",
        "second-reverification"
      ])
    }),
    { repeatable: true, boundTo: "attempt" }
  ),
  /**
   * Signs in with a social connection or a company's SSO, in a window that the worker opens. The snapshot has the result. `sign-in` begins
   * one, `first-factor` continues the one that the page showed, `sign-up` begins a sign-up or continues the one that the page showed.
   * Only in builds with SSO.
   */
  "start-sso": command<void>()(
    v.union([
      v.object({ for: v.literal("sign-in"), strategy: oauthStrategy, identifier: v.optional(identifier) }),
      v.object({ for: v.literal("first-factor"), connectionId: v.nullable(id) }),
      v.object({
        for: v.literal("sign-up"),
        strategy: ssoStrategy,
        /** The user agrees to the terms and the privacy policy. */
        legalAccepted: v.optional(v.literal(true))
      })
    ]),
    { boundTo: "attempt" }
  ),
  /** Brings the window of `start-sso` to the front. */
  "show-sso-window": command<void>()(nothing, { repeatable: true, boundTo: "attempt" }),
  /** Closes that window and goes back to where the user came from. */
  "cancel-sso": command<void>()(nothing, { repeatable: true, boundTo: "attempt" }),
  /** The last step of a forgotten password. */
  "set-new-password": command<void>()(
    v.object({ newPassword: password, signOutOfOtherSessions: v.boolean() }),
    { boundTo: "attempt" }
  ),
  /** Starts a sign-up, and sends a code to the address or number that Clerk wants verified. */
  "sign-up": command<void>()(signUpFields, { boundTo: "nothing" }),
  /** Adds what Clerk still needs to the sign-up under way, or corrects what it has. */
  "update-sign-up": command<void>()(signUpFields, { boundTo: "attempt" }),
  "attempt-sign-up-code": command<void>()(v.object({ strategy: v.picklist(CODE_FACTORS), code }), {
    boundTo: "attempt"
  }),
  /**
   * Signs up with an invitation's ticket, or signs in if its address has an account.
   * @see https://clerk.com/docs/guides/users/inviting
   */
  "use-invitation": command<void>()(v.object({ ticket: text(8_192) }), { boundTo: "nothing" }),
  /** Puts an email address on the waitlist; joining twice does no harm. */
  "join-waitlist": command<void>()(v.object({ emailAddress: identifier }), {
    repeatable: true,
    boundTo: "nothing"
  }),
  /** Leaves the sign-in or sign-up under way, to start again. */
  "cancel-attempt": command<void>()(nothing, { repeatable: true, boundTo: "attempt" }),
  /** Switches to another signed-in session. */
  "switch-session": command<void>()(v.object({ sessionId: id }), {
    repeatable: true,
    boundTo: "nothing"
  }),
  /** Goes back to the account in the snapshot's `accountChange`. Until it signs out, the extension doesn't follow the web app. */
  "return-to-account": command<void>()(nothing, { repeatable: true }),
  /** The user has seen `accountChange`; after this, they can't go back to the earlier account. */
  "dismiss-account-change": command<void>()(nothing, { repeatable: true }),
  /** Ends one session or, without a `sessionId`, all sessions of this browser. */
  "sign-out": command<void>()(v.optional(v.object({ sessionId: v.optional(id) })), {
    repeatable: true,
    boundTo: "nothing"
  }),

  /** A session token for the author's own server. Fails with `signed-out` if there is none. */
  "get-token": query<string>()(
    v.optional(
      v.object({
        // It becomes part of the address at Clerk.
        template: v.optional(v.pipe(text(100), v.regex(/^[\w-]+$/))),
        organizationId: v.optional(v.nullable(id)),
        skipCache: v.optional(v.boolean()),
        treatPendingAsSignedOut: v.optional(v.boolean())
      })
    )
  ),

  /**
   * The only message that content scripts may send, on origins that the build names; pages can't send it. A pending session
   * counts as signed out. `name` is `null` for a user without one; it's never an address or number.
   */
  "get-signed-in-name": query<{ isSignedIn: boolean; name: string | null }>()(nothing, {
    boundTo: "nothing"
  }),

  "list-memberships": query<ListPage<MembershipRow>>()(page),
  "list-invitations": query<ListPage<InvitationRow>>()(page),
  "list-suggestions": query<ListPage<SuggestionRow>>()(page),
  "get-creation-defaults": query<CreationDefaults>()(nothing),
  /** Makes it the active organization; `null` is the personal account. */
  "choose-organization": command<void>()(v.object({ organizationId: v.nullable(id) }), {
    repeatable: true,
    completes: "choose-organization"
  }),
  /** The same for the organization whose members can't belong to any other: see the snapshot's `exclusiveOrganizationId`. */
  "activate-exclusive-organization": command<void>()(nothing, {
    repeatable: true,
    completes: "choose-organization"
  }),
  /** Joins the organization and makes it active. */
  "accept-invitation": command<void>()(v.object({ invitationId: id }), {
    completes: "choose-organization"
  }),
  /** Asks the organization's admins to let the user join; completes nothing by itself. */
  "accept-suggestion": command<AcceptedSuggestion>()(v.object({ suggestionId: id })),
  /**
   * Creates the organization and makes it active, with the given logo or the one that Clerk proposes. When it's sent again after a lost
   * answer, it doesn't create a second organization.
   */
  "create-organization": command<CreatedOrganization>()(
    v.object({
      name: text(256),
      slug: v.optional(text(256)),
      logo: v.optional(v.union([picture, v.literal(PROPOSED_LOGO)]))
    }),
    { completes: "choose-organization" }
  ),

  /** How strong a password is, by the score that the instance requires. Nothing keeps the password. */
  "check-password": query<PasswordStrength>()(v.object({ password }), { boundTo: "nothing" }),
  /** Completes the `reset-password` task. */
  "change-password": command<void>()(
    v.object({ newPassword: password, signOutOfOtherSessions: v.boolean() }),
    { completes: "reset-password" }
  ),

  /** Starts adding an authenticator app, or continues the enrolment under way. */
  "start-totp": command<TotpEnrolment>()(nothing, { repeatable: true }),
  "verify-totp": command<SecondFactorAdded>()(v.object({ code }), { completes: "setup-mfa" }),
  "cancel-totp": command<void>()(nothing, { repeatable: true }),
  "list-phone-numbers": query<PhoneNumberRow[]>()(nothing),
  /** Adds the number and, if it isn't verified yet, sends it a code. */
  "add-phone-number": command<PhoneNumberRow>()(v.object({ phoneNumber })),
  "send-phone-code": command<void>()(v.object({ phoneNumberId: id })),
  "verify-phone-number": command<SecondFactorAdded>()(v.object({ phoneNumberId: id, code }), {
    completes: "setup-mfa"
  }),
  "use-phone-number": command<SecondFactorAdded>()(v.object({ phoneNumberId: id }), {
    completes: "setup-mfa"
  }),
  /** Creates new backup codes, which are shown once; the old ones stop working. */
  "create-backup-codes": command<BackupCodes>()(nothing, { repeatable: true }),
  /** The user has saved their backup codes. Until then, the snapshot has `hasUnsavedBackupCodes`. */
  "confirm-backup-codes": command<void>()(nothing, { repeatable: true }),

  /** Starts a reverification, after a command failed with `reverification-required`. */
  "start-reverification": command<Reverification>()(nothing),
  "send-reverification-code": command<void>()(
    v.union([
      v.object({ level: v.literal("first"), strategy: v.picklist(CODE_FACTORS), id }),
      v.object({ level: v.literal("second"), strategy: v.literal("phone_code"), id })
    ])
  ),
  "attempt-reverification": command<Reverification>()(
    v.union([
      v.object({ level: v.literal("first"), strategy: v.literal("password"), password }),
      v.object({ level: v.literal("first"), strategy: v.picklist(CODE_FACTORS), code }),
      v.object({ level: v.literal("second"), strategy: v.picklist(["phone_code", "totp"]), code }),
      v.object({ level: v.literal("second"), strategy: v.literal("backup_code"), code: text(32) }),
      v.object({ level: v.picklist(["first", "second"]), strategy: v.literal("passkey"), credential })
    ])
  )
}

type Contracts = typeof contracts

/** The name of a message that a page may send. */
export type MessageName = keyof Contracts

/** A message that reads something and changes nothing. */
export type QueryName = NameOf<"query">

/** A message that changes something. */
export type CommandName = NameOf<"command">

/** The body of a message. */
export type RequestOf<Name extends MessageName> = v.InferOutput<Contracts[Name]["request"]>

/** The answer to a message that succeeds. */
export type AnswerOf<Name extends MessageName> =
  Contracts[Name] extends Contract<infer _, infer __, infer Answer, infer ___> ? Answer : never

/** The arguments after the message's name: none are needed if the request is optional. */
export type RequestArgument<Name extends MessageName> =
  undefined extends RequestOf<Name> ? [request?: RequestOf<Name>] : [request: RequestOf<Name>]

/** Whether a name from outside is the name of a message. */
export function isMessageName(name: unknown): name is MessageName {
  return typeof name === "string" && Object.hasOwn(contracts, name)
}

/** A message that isn't bound to anything a page shows. */
export type FreeName = {
  [Name in MessageName]: Contracts[Name] extends { boundTo: "nothing" } ? Name : never
}[MessageName]

type NameOf<Kind> = {
  [Name in MessageName]: Contracts[Name] extends { kind: Kind } ? Name : never
}[MessageName]

// Includes tasks that users complete in the web app: their commands may stay.
type TaskKey = SessionTaskKey | keyof typeof taskUrls

/** What a message is bound to, of what its page showed. */
export type Binding = {
  boundTo: "session" | "attempt" | "nothing"
  completes?: TaskKey | undefined
}

type Contract<Kind, Schema, Answer, BoundTo> = {
  kind: Kind
  request: Schema
  isRepeatable: boolean
  boundTo: BoundTo
  completes?: TaskKey | undefined
  /** For the types only: answers from the service worker need no check on arrival. */
  answer?: Answer
}

type Options<BoundTo> = { boundTo?: BoundTo }
type CommandOptions<BoundTo> = Options<BoundTo> & { repeatable?: boolean; completes?: TaskKey }

function query<Answer>() {
  return <Schema extends v.GenericSchema, BoundTo extends Binding["boundTo"] = "session">(
    request: Schema,
    { boundTo = "session" as BoundTo }: Options<BoundTo> = {}
  ): Contract<"query", Schema, Answer, BoundTo> => ({ kind: "query", request, isRepeatable: true, boundTo })
}

function command<Answer>() {
  return <Schema extends v.GenericSchema, BoundTo extends Binding["boundTo"] = "session">(
    request: Schema,
    { repeatable = false, boundTo = "session" as BoundTo, completes }: CommandOptions<BoundTo> = {}
  ): Contract<"command", Schema, Answer, BoundTo> => ({
    kind: "command",
    request,
    isRepeatable: repeatable,
    boundTo,
    completes
  })
}
