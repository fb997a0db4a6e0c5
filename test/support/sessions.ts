import type {
  ActiveSession,
  InstanceSettings,
  PendingSession,
  SessionSummary,
  SignedOut,
  Unavailable,
  UserSummary
} from "~session/snapshot"

export const ada: UserSummary = {
  id: "user_ada",
  firstName: "Ada",
  lastName: "Lovelace",
  fullName: "Ada Lovelace",
  username: null,
  primaryEmailAddress: "ada@example.com",
  primaryPhoneNumber: null,
  identifier: "ada@example.com",
  imageUrl: "https://img.clerk.com/ada",
  hasImage: false,
  mayCreateOrganizations: true
}

const instance: InstanceSettings = {
  applicationName: "Emulator",
  brand: { color: null, logoUrl: null },
  isMultiSession: false,
  homeUrl: null,
  signIn: {
    identifiers: ["email_address"],
    password: true,
    codes: ["email_code"],
    passkey: "off",
    prefersCode: false,
    social: [],
    others: []
  },
  signUp: {
    mode: "public",
    fields: {
      firstName: "off",
      lastName: "off",
      username: "off",
      emailAddress: "required",
      phoneNumber: "off",
      password: "required"
    },
    legalConsent: null
  },
  organizations: { enabled: true, personalAccount: true, slug: false, creationDefaults: false },
  password: {
    minLength: 8,
    maxLength: 72,
    requireLowercase: false,
    requireUppercase: false,
    requireNumbers: false,
    requireSpecial: false,
    allowedSpecialCharacters: "!?",
    minStrength: null
  },
  hasBackupCodes: false
}

export function signedOut(): SignedOut {
  return { ...common(), status: "signed-out" }
}

export function pending(
  tasks: PendingSession["tasks"] = ["choose-organization"],
  sessionId = "sess_1"
): PendingSession {
  return {
    ...common([{ sessionId, user: ada }]),
    status: "pending",
    sessionId,
    user: ada,
    hasUnsavedBackupCodes: false,
    tasks,
    taskCount: tasks.length,
    mfaMethods: [],
    exclusiveOrganizationId: null
  }
}

export function active(sessionId = "sess_1"): ActiveSession {
  return {
    ...common([{ sessionId, user: ada }]),
    status: "active",
    sessionId,
    user: ada,
    hasUnsavedBackupCodes: false,
    organization: {
      id: "org_acme",
      name: "Acme",
      slug: "acme",
      role: "org:admin",
      roleName: "Admin",
      permissions: ["org:sys_memberships:read", "org:sys_memberships:manage"],
      imageUrl: "https://img.clerk.com/acme",
      hasImage: false
    },
    plans: "",
    features: ""
  }
}

function common(sessions: SessionSummary[] = []) {
  return {
    syncedAt: Date.now(),
    instance,
    sessions,
    attempt: null,
    ssoFailure: null,
    lastStrategy: null,
    waitlistedAs: null,
    isUnsaved: false,
    accountChange: null
  }
}

/** Clerk can't be reached; this was the last known session. */
export function offline(lastKnown: Unavailable["lastKnown"]): Unavailable {
  return { status: "unavailable", reason: "offline", advice: null, traceId: null, retryAt: null, lastKnown }
}
