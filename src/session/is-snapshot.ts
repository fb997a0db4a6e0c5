import * as v from "valibot"
import {
  BRAND_COLOR,
  CODE_FACTORS,
  IDENTIFIERS,
  isOAuthStrategy,
  isSsoStrategy,
  type KnownSession,
  OTHER_METHODS,
  SENT_FIRST_FACTORS,
  SENT_SECOND_FACTORS,
  type SessionSnapshot,
  type SessionState,
  SIGN_UP_FIELDS,
  SNAPSHOT_VERSION,
  SSO_FAILURE_CODES
} from "./snapshot"

const text = v.string()
const textOrNull = v.nullable(text)
const flag = v.boolean()

const user = v.object({
  id: text,
  firstName: textOrNull,
  lastName: textOrNull,
  fullName: textOrNull,
  username: textOrNull,
  primaryEmailAddress: textOrNull,
  primaryPhoneNumber: textOrNull,
  identifier: text,
  imageUrl: text,
  hasImage: flag,
  mayCreateOrganizations: flag
})

const organization = v.object({
  id: text,
  name: text,
  slug: textOrNull,
  role: text,
  roleName: text,
  permissions: v.array(text),
  imageUrl: text,
  hasImage: flag
})

const requirement = v.picklist(["off", "optional", "required"])

const instance = v.object({
  applicationName: text,
  brand: v.object({ color: v.nullable(v.pipe(text, v.regex(BRAND_COLOR))), logoUrl: textOrNull }),
  isMultiSession: flag,
  homeUrl: textOrNull,
  signIn: v.object({
    identifiers: v.array(v.picklist(IDENTIFIERS)),
    password: flag,
    codes: v.array(v.picklist(CODE_FACTORS)),
    passkey: v.picklist(["off", "on", "button"]),
    prefersCode: flag,
    social: v.array(v.object({ strategy: v.pipe(text, v.guard(isOAuthStrategy)), name: text })),
    others: v.array(v.picklist(OTHER_METHODS))
  }),
  signUp: v.object({
    mode: v.picklist(["public", "restricted", "waitlist"]),
    fields: v.object({
      firstName: requirement,
      lastName: requirement,
      username: requirement,
      emailAddress: requirement,
      phoneNumber: requirement,
      password: requirement
    }),
    legalConsent: v.nullable(v.object({ termsUrl: textOrNull, privacyPolicyUrl: textOrNull }))
  }),
  organizations: v.object({ enabled: flag, personalAccount: flag, slug: flag, creationDefaults: flag }),
  password: v.object({
    minLength: v.number(),
    maxLength: v.number(),
    requireLowercase: flag,
    requireUppercase: flag,
    requireNumbers: flag,
    requireSpecial: flag,
    allowedSpecialCharacters: text,
    minStrength: v.nullable(v.number())
  }),
  hasBackupCodes: flag
})

const sendTo = v.object({ id: text, label: text })
const sentFirstFactor = v.object({ strategy: v.picklist(SENT_FIRST_FACTORS), sendTo })
const sentSecondFactor = v.object({ strategy: v.picklist(SENT_SECOND_FACTORS), sendTo })

const ssoFactor = v.object({
  strategy: v.pipe(text, v.guard(isSsoStrategy)),
  name: text,
  connectionId: textOrNull
})
const ssoStep = { step: v.literal("sso"), provider: text, isFinishing: flag }

const signIn = {
  kind: v.literal("sign-in"),
  id: text,
  identifier: text,
  factors: v.array(
    v.union([v.object({ strategy: v.picklist(["password", "passkey"]) }), sentFirstFactor, ssoFactor])
  ),
  secondFactors: v.array(
    v.union([v.object({ strategy: v.picklist(["totp", "backup_code", "passkey"]) }), sentSecondFactor])
  )
}

const given = v.exactOptional(text)

const signUp = {
  kind: v.literal("sign-up"),
  id: text,
  given: v.object({
    firstName: given,
    lastName: given,
    username: given,
    emailAddress: given,
    phoneNumber: given
  })
}

// In a union, what tells the objects apart comes first: Valibot checks the entries in this order, and each object only up to its
// first mismatch. `v.variant()` would do it in any order, and make every page 0.9 KB larger.
const attempt = v.union([
  v.object({ step: v.picklist(["new-password", "protect-check", "unsupported"]), ...signIn }),
  v.object({ ...ssoStep, ...signIn }),
  v.object({ step: v.literal("first-factor"), ...signIn, sent: v.nullable(sentFirstFactor) }),
  v.object({
    step: v.literal("second-factor"),
    ...signIn,
    isNewDevice: flag,
    sent: v.nullable(sentSecondFactor),
    isOutdated: flag
  }),
  v.object({ step: v.picklist(["protect-check", "enterprise-sso", "unsupported"]), ...signUp }),
  v.object({ ...ssoStep, ...signUp }),
  v.object({
    step: v.literal("verification"),
    ...signUp,
    strategy: v.picklist(CODE_FACTORS),
    sentTo: text,
    isSent: flag
  }),
  v.object({
    step: v.literal("missing-fields"),
    ...signUp,
    missing: v.array(v.picklist([...SIGN_UP_FIELDS, "legalAccepted"])),
    mayUseSocial: flag
  })
])

/** Why SSO failed. The service worker keeps it in this shape, too. */
export const ssoFailure = v.object({
  id: text,
  code: v.picklist(SSO_FAILURE_CODES),
  message: text,
  traceId: textOrNull,
  offer: v.nullable(v.picklist(["sign-up", "sign-in", "waitlist", "invitation"]))
})

const common = {
  syncedAt: v.number(),
  instance,
  sessions: v.array(v.object({ sessionId: text, user })),
  attempt: v.nullable(attempt),
  ssoFailure: v.nullable(ssoFailure),
  lastStrategy: textOrNull,
  waitlistedAs: textOrNull,
  isUnsaved: flag,
  accountChange: v.nullable(v.object({ formerUserId: text, returnTo: textOrNull }))
}

const known = v.union([
  v.object({ status: v.literal("signed-out"), ...common }),
  v.object({
    status: v.literal("pending"),
    ...common,
    sessionId: text,
    user,
    hasUnsavedBackupCodes: flag,
    tasks: v.array(text),
    taskCount: v.number(),
    mfaMethods: v.array(v.picklist(["totp", "phone_code"])),
    exclusiveOrganizationId: textOrNull
  }),
  v.object({
    status: v.literal("active"),
    ...common,
    sessionId: text,
    user,
    hasUnsavedBackupCodes: flag,
    organization: v.nullable(organization),
    plans: text,
    features: text
  })
]) satisfies v.GenericSchema<unknown, KnownSession>

const state = v.union([
  v.object({ status: v.literal("loading") }),
  known,
  v.object({
    status: v.literal("unavailable"),
    reason: v.picklist([
      "offline",
      "clerk-down",
      "rate-limited",
      "misconfigured",
      "outdated-chrome",
      "unexpected"
    ]),
    advice: textOrNull,
    traceId: textOrNull,
    lastKnown: v.nullable(known),
    retryAt: v.nullable(v.number())
  })
]) satisfies v.GenericSchema<unknown, SessionState>

const write = v.object({ version: v.literal(SNAPSHOT_VERSION), revision: v.number() })

/**
 * Whether the stored value is a snapshot of this version. Storage may contain anything: a snapshot from an earlier version of the
 * extension, or only part of one.
 */
export function isSnapshot(stored: unknown): stored is SessionSnapshot {
  return v.is(write, stored) && Number.isSafeInteger(stored.revision) && v.is(state, stored)
}
