import { expect, test } from "vitest"
import { isSnapshot } from "~session/is-snapshot"
import {
  type InstanceSettings,
  NEVER_SYNCED,
  type SessionState,
  type SignInAttempt,
  type SignUpAttempt,
  SNAPSHOT_VERSION
} from "~session/snapshot"
import { active, pending, signedOut } from "../../support/sessions"

const written = (state: object) => ({ ...state, version: SNAPSHOT_VERSION, revision: 7 })

const email = { id: "idn_1", label: "a***@example.com" }
const signIn = { kind: "sign-in", id: "sia_1", identifier: "ada@example.com" } as const
const signUp = { kind: "sign-up", id: "sua_1", given: { firstName: "Ada" } } as const
const attempts: (SignInAttempt | SignUpAttempt)[] = [
  {
    ...signIn,
    factors: [{ strategy: "password" }, { strategy: "email_code", sendTo: email }],
    secondFactors: [],
    step: "first-factor",
    sent: { strategy: "email_code", sendTo: email }
  },
  {
    ...signIn,
    factors: [],
    secondFactors: [{ strategy: "totp" }, { strategy: "email_link", sendTo: email }],
    step: "second-factor",
    isNewDevice: true,
    sent: null,
    isOutdated: false
  },
  { ...signIn, factors: [], secondFactors: [], step: "new-password" },
  { ...signUp, step: "verification", strategy: "email_code", sentTo: "ada@example.com", isSent: true },
  { ...signUp, step: "missing-fields", missing: ["phoneNumber", "legalAccepted"], mayUseSocial: true },
  { ...signUp, step: "enterprise-sso" },
  { ...signUp, step: "sso", provider: "Google", isFinishing: false },
  { ...signUp, given: {}, step: "unsupported" }
]

const unavailable: SessionState = {
  status: "unavailable",
  reason: "offline",
  advice: null,
  traceId: null,
  lastKnown: active(),
  retryAt: null
}

test("what the service worker writes is a snapshot", () => {
  const states: SessionState[] = [signedOut(), pending(), active(), unavailable]
  for (const state of states) expect(isSnapshot(written(state))).toBe(true)
  for (const attempt of attempts) expect(isSnapshot(written({ ...signedOut(), attempt }))).toBe(true)
  expect(isSnapshot(NEVER_SYNCED)).toBe(true)
})

test("a session and its attempt are each checked only once", () => {
  const reads: string[] = []
  const read = <Value>(what: string, value: Value) => {
    reads.push(what)
    return value
  }
  const attempt = {
    ...signUp,
    step: "unsupported",
    get given() {
      return read("given", {})
    }
  }
  const snapshot = {
    ...written(active()),
    attempt,
    get instance() {
      return read("instance", active().instance)
    }
  }

  expect(isSnapshot(snapshot)).toBe(true)
  expect(reads).toEqual(["instance", "given"])
})

test("a snapshot may contain more than this version of the extension knows", () => {
  expect(isSnapshot(written({ ...active(), novelty: 1 }))).toBe(true)
})

const instanceWith = (part: object) => ({ instance: { ...active().instance, ...part } as InstanceSettings })

test.for<[what: string, stored: unknown]>([
  ["nothing", undefined],
  ["null", null],
  ["a text", "active"],
  ["a number", 42],
  ["a list", []],
  ["another version", { ...written(active()), version: SNAPSHOT_VERSION + 1 }],
  ["no state", { version: SNAPSHOT_VERSION, revision: 1 }],
  ["an unknown status", written({ ...active(), status: "asleep" })],
  ["a revision that isn't a number", { ...written(active()), revision: "zz" }],
  ["a revision that can't grow", { ...written(active()), revision: Number.POSITIVE_INFINITY }],
  ["a signed-in user without a user", written({ status: "active", sessionId: "x", syncedAt: 9e15 })],
  ["a time that isn't a number", written({ ...active(), syncedAt: "now" })],
  ["a name that is an object", written({ ...active(), user: { ...active().user, fullName: {} } })],
  ["tasks that are objects", written({ ...pending(), tasks: [{ key: "setup-mfa" }] })],
  ["missing settings", written({ ...active(), instance: {} })],
  [
    "an application whose name is an object",
    written({ ...active(), ...instanceWith({ applicationName: {} }) })
  ],
  [
    "a color that is more than a color",
    written({ ...active(), ...instanceWith({ brand: { color: "#fff;}body{", logoUrl: null } }) })
  ],
  ["an organization that is a text", written({ ...active(), organization: "Acme" })],
  ["an attempt at an unknown step", written({ ...signedOut(), attempt: { ...attempts[2], step: "dance" } })],
  ["unavailable, without a reason", written({ status: "unavailable" })],
  ["unavailable, for an unknown reason", written({ ...unavailable, reason: "moon" })],
  [
    "unavailable, with a broken last known session",
    written({ ...unavailable, lastKnown: { status: "active" } })
  ]
])("%s isn't a snapshot", ([, stored]) => {
  expect(isSnapshot(stored)).toBe(false)
})
