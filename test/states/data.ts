import type { TextKey } from "../../src/i18n"
import type { Failure } from "../../src/messaging/message-error"
import type {
  ActiveSession,
  OrganizationSummary,
  PendingSession,
  SessionSummary,
  SignedOut,
  SignInAttempt,
  SignUpAttempt,
  Unavailable,
  UserSummary
} from "../../src/session/snapshot"
import { type InstanceChange, instance, PICTURE, user } from "../support/instance"
import { text } from "./language"

/** What support may ask for. */
export const TRACE_ID = "98a66a14c1188f7779ae775f0ad213d8"

export const organization = (change: Partial<OrganizationSummary> = {}): OrganizationSummary => ({
  id: "org_acme",
  name: "Acme",
  slug: "acme",
  role: "org:admin",
  roleName: "Admin",
  permissions: ["org:sys_memberships:manage"],
  imageUrl: PICTURE,
  hasImage: true,
  ...change
})

const common = {
  syncedAt: Date.now(),
  instance: instance(),
  sessions: [],
  attempt: null,
  ssoFailure: null,
  lastStrategy: null,
  waitlistedAs: null,
  isUnsaved: false,
  accountChange: null
} satisfies Partial<SignedOut>

/** The user is signed out. */
export function signedOut(change: Partial<SignedOut> = {}): SignedOut {
  return { ...common, ...change, status: "signed-out" }
}

function signedInAs(signedIn: UserSummary = user()) {
  return {
    ...common,
    sessionId: "sess_ada",
    user: signedIn,
    sessions: [{ sessionId: "sess_ada", user: signedIn }],
    hasUnsavedBackupCodes: false
  }
}

/** Ada is signed in with these tasks pending. */
export function pending(tasks: string[], change: Partial<PendingSession> = {}): PendingSession {
  return {
    ...signedInAs(change.user),
    tasks,
    taskCount: tasks.length,
    mfaMethods: ["totp", "phone_code"],
    exclusiveOrganizationId: null,
    ...change,
    status: "pending"
  }
}

/** Ada is signed in. */
export function active(change: Partial<ActiveSession> = {}): ActiveSession {
  return {
    ...signedInAs(change.user),
    organization: organization(),
    plans: "",
    features: "",
    ...change,
    status: "active"
  }
}

/** Ada and others are signed in. */
export function activeWith(others: SessionSummary[], change: Partial<ActiveSession> = {}): ActiveSession {
  const session = active({ instance: instance({ isMultiSession: true }), ...change })
  return { ...session, sessions: [...session.sessions, ...others] }
}

/** Another session of this browser. */
export function sessionOf(
  name: string,
  identifier: string,
  change: Partial<UserSummary> = {}
): SessionSummary {
  const id = identifier.replace(/\W/g, "_")
  return {
    sessionId: `sess_${id}`,
    user: user({ id: `user_${id}`, fullName: name, identifier, primaryEmailAddress: identifier, ...change })
  }
}

/** The service worker can't reach Clerk, or Clerk rejects it. */
export function unavailable(reason: Unavailable["reason"], change: Partial<Unavailable> = {}): Unavailable {
  return {
    reason,
    advice: null,
    traceId: reason === "offline" ? null : TRACE_ID,
    lastKnown: null,
    retryAt: null,
    ...change,
    status: "unavailable"
  }
}

type AtStep<Attempt, Step> = Attempt extends { step: infer Steps }
  ? Step extends Steps
    ? Attempt
    : never
  : never
type Rest<Attempt, Step, Known extends string> = Omit<AtStep<Attempt, Step>, "step" | "kind" | "id" | Known>

/** Ada's sign-in in progress. */
export function signIn<Step extends SignInAttempt["step"]>(
  step: Step,
  rest: Rest<SignInAttempt, Step, "identifier" | "factors" | "secondFactors"> &
    Partial<Pick<SignInAttempt, "identifier" | "factors" | "secondFactors">>
): SignedOut {
  const attempt = {
    kind: "sign-in",
    id: "sia_1",
    identifier: "ada@northwind.example",
    factors: [],
    secondFactors: [],
    ...rest,
    step
  }
  // `rest` has the step's other fields, as its type requires.
  return signedOut({ attempt: attempt as unknown as SignInAttempt })
}

/** Grace's sign-up in progress. */
export function signUp<Step extends SignUpAttempt["step"]>(
  step: Step,
  rest: Rest<SignUpAttempt, Step, "given"> & Partial<Pick<SignUpAttempt, "given">>
): SignedOut {
  const attempt = {
    kind: "sign-up",
    id: "sua_1",
    given: { emailAddress: "grace@northwind.example" },
    ...rest,
    step
  }
  return signedOut({ attempt: attempt as unknown as SignUpAttempt })
}

/** With other settings of the instance. */
export function at<Session extends SignedOut | PendingSession | ActiveSession>(
  change: InstanceChange,
  session: Session
): Session {
  return { ...session, instance: instance(change) }
}

export const toEmail = { id: "idn_email", label: "a**@northwind.example" }
export const toOtherEmail = { id: "idn_email_2", label: "a***@home.example" }
export const toPhone = { id: "idn_phone", label: "+4*******3456" }

type Code = Failure["code"]

/** A failure with this text as its message. */
export function failure(code: Code, key: TextKey, more: Partial<Failure> = {}): Failure {
  return { code, message: text(key), ...more }
}

/** Clerk rejects the value of an input. */
export function wrong(
  field: NonNullable<Failure["field"]>,
  key: TextKey,
  more: Partial<Failure> = {}
): Failure {
  return failure("rejected", key, { field, ...more })
}

const inHalfAMinute = new Intl.RelativeTimeFormat(text("language")).format(30, "seconds")

export const clerkDown = failure("clerk-down", "errorClerkDown", { traceId: TRACE_ID })
export const offline = failure("offline", "errorOffline")
export const tooOften = failure("rate-limited", "errorRateLimited", {
  message: text("errorRateLimited", inHalfAMinute),
  retryAfterSeconds: 30,
  traceId: TRACE_ID
})
