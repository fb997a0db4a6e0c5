import type {
  ActiveSession,
  PendingSession,
  SessionSummary,
  SignedOut,
  Unavailable,
  UserSummary
} from "~session/snapshot"
import { instance as instanceOf, user as userOf } from "./instance"

export const ada: UserSummary = userOf({
  primaryEmailAddress: "ada@example.com",
  identifier: "ada@example.com",
  imageUrl: "https://img.clerk.com/ada"
})

const instance = instanceOf({
  applicationName: "Emulator",
  homeUrl: null,
  hasBackupCodes: false,
  password: { allowedSpecialCharacters: "!?" }
})

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
