import { readdirSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { contracts, type MessageName } from "~messaging/contracts"
import { isSnapshot } from "~session/is-snapshot"
import {
  CODE_FACTORS,
  IDENTIFIERS,
  type KnownSession,
  lastKnownOf,
  type MfaMethod,
  OTHER_METHODS,
  SENT_FIRST_FACTORS,
  type SecondFactor,
  type SessionState,
  type SignInAttempt,
  type SignUpAttempt,
  SNAPSHOT_VERSION,
  SSO_FAILURE_CODES,
  type SsoFailure,
  type UnavailableReason
} from "~session/snapshot"
import { taskUrls } from "~session/tasks"
import { PROJECT } from "../../../scripts/project"
import { states } from "../../states"
import type { Answer } from "../../states/state"

/** All members of a union. It doesn't compile if one is missing. */
const all = <Member extends string>(members: Record<Member, true>) => Object.keys(members) as Member[]

const snapshots = states.flatMap(({ snapshot, acts = [] }): SessionState[] => [
  snapshot,
  ...acts.flatMap((act) => ("publish" in act ? [act.publish] : []))
])
const sessions = snapshots.map(lastKnownOf).filter((session): session is KnownSession => session !== null)
const attempts = sessions.flatMap(({ attempt }) => attempt ?? [])
const signIns = attempts.filter((attempt) => attempt.kind === "sign-in")
const signUps = attempts.filter((attempt) => attempt.kind === "sign-up")
const pending = sessions.filter((session) => session.status === "pending")
const instances = sessions.map(({ instance }) => instance)
const answersTo = (name: MessageName) =>
  states.flatMap(({ answers }) => [answers?.[name]].flat() as Answer<unknown>[])

test("each state has its own name, which can be the name of a file", () => {
  const names = states.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
})

test.for(states.map((state) => [state.name, state] as const))("the snapshot of %s is valid", ([, state]) => {
  const published = state.acts?.flatMap((act) => ("publish" in act ? [act.publish] : [])) ?? []
  for (const snapshot of [state.snapshot, ...published]) {
    expect(isSnapshot({ version: SNAPSHOT_VERSION, revision: 1, ...snapshot })).toBe(true)
  }
})

/** The values that snapshots may have, and the values in the states. */
const kinds: Record<string, [possible: readonly string[], shown: readonly (string | null)[]]> = {
  page: [
    [
      "popup",
      "sidepanel",
      ...readdirSync(path.join(PROJECT, "src/tabs")).map((file) => `tabs/${path.parse(file).name}`)
    ],
    states.map(({ page }) => page)
  ],
  status: [
    all<SessionState["status"]>({
      loading: true,
      "signed-out": true,
      pending: true,
      active: true,
      unavailable: true
    }),
    snapshots.map(({ status }) => status)
  ],
  "reason of being unavailable": [
    all<UnavailableReason>({
      offline: true,
      "clerk-down": true,
      "rate-limited": true,
      misconfigured: true,
      "outdated-chrome": true,
      unexpected: true
    }),
    snapshots.flatMap((state) => (state.status === "unavailable" ? state.reason : []))
  ],
  "step of a sign-in": [
    all<SignInAttempt["step"]>({
      "first-factor": true,
      "second-factor": true,
      "new-password": true,
      "protect-check": true,
      sso: true,
      unsupported: true
    }),
    signIns.map(({ step }) => step)
  ],
  "step of a sign-up": [
    all<SignUpAttempt["step"]>({
      verification: true,
      "missing-fields": true,
      "enterprise-sso": true,
      "protect-check": true,
      sso: true,
      unsupported: true
    }),
    signUps.map(({ step }) => step)
  ],
  "code that is sent first": [
    SENT_FIRST_FACTORS,
    signIns.flatMap((attempt) => (attempt.step === "first-factor" ? (attempt.sent?.strategy ?? []) : []))
  ],
  "second factor": [
    all<SecondFactor["strategy"]>({
      totp: true,
      backup_code: true,
      passkey: true,
      phone_code: true,
      email_code: true,
      email_link: true
    }),
    signIns.flatMap(({ secondFactors }) => secondFactors.map(({ strategy }) => strategy))
  ],
  "code of a sign-up": [
    CODE_FACTORS,
    signUps.flatMap((attempt) => (attempt.step === "verification" ? attempt.strategy : []))
  ],
  "failure of SSO": [SSO_FAILURE_CODES, sessions.flatMap(({ ssoFailure }) => ssoFailure?.code ?? [])],
  "offer after a failure of SSO": [
    all<NonNullable<SsoFailure["offer"]>>({
      "sign-up": true,
      "sign-in": true,
      waitlist: true,
      invitation: true
    }),
    sessions.flatMap(({ ssoFailure }) => ssoFailure?.offer ?? [])
  ],
  task: [
    [...Object.keys(taskUrls), "a newer one"],
    pending.map(({ tasks: [key = ""] }) => (key in taskUrls ? key : "a newer one"))
  ],
  "second factor to add": [
    all<MfaMethod>({ totp: true, phone_code: true }),
    pending.flatMap(({ mfaMethods }) => mfaMethods)
  ],
  identifier: [IDENTIFIERS, instances.flatMap(({ signIn }) => signIn.identifiers)],
  "way that needs the web": [OTHER_METHODS, instances.flatMap(({ signIn }) => signIn.others)],
  "mode of sign-ups": [
    all<KnownSession["instance"]["signUp"]["mode"]>({ public: true, restricted: true, waitlist: true }),
    instances.map(({ signUp }) => signUp.mode)
  ]
}

describe("there is a state for each", () => {
  test.for(Object.entries(kinds))("%s", ([, [possible, shown]]) => {
    expect(possible.filter((kind) => !shown.includes(kind))).toEqual([])
  })
})

/** Pages show nothing if these fail. */
const SILENT: MessageName[] = ["get-signed-in-name", "cancel-totp", "check-password"]
const names = (Object.keys(contracts) as MessageName[]).filter((name) => !SILENT.includes(name))

test.for(names)("a state shows that %s failed", (name) => {
  const isRefused = (answer: Answer<unknown>) => typeof answer === "object" && !answer.ok
  expect(answersTo(name).some(isRefused)).toBe(true)
})
