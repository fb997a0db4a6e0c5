import { type KnownSession, lastKnownOf, type SessionSnapshot, SNAPSHOT_VERSION } from "~session/snapshot"
import { REDIRECT_LOCK } from "~session/tasks"
import type { InspectorRecord } from "./record"
import type { Surroundings } from "./use-surroundings"
import { durationOf, lineOf, shortId, timeOf } from "./words"

/** What is known about one thing: names and values. No names or addresses of users, because authors paste this into bug reports. */
export type Section = { title: string; facts: [name: string, value: string][] }

/** Everything but the timeline. */
export function sectionsOf(
  snapshot: SessionSnapshot,
  record: InspectorRecord,
  surroundings: Surroundings | undefined
): Section[] {
  return [
    { title: "Snapshot", facts: ofSnapshot(snapshot, record, surroundings) },
    { title: "Worker and pages", facts: ofWorker(record, surroundings) },
    { title: "Alarms and locks", facts: ofAlarmsAndLocks(surroundings) },
    { title: "Build", facts: ofBuild(surroundings) }
  ]
}

function ofSnapshot(
  snapshot: SessionSnapshot,
  { entries }: InspectorRecord,
  surroundings: Surroundings | undefined
): Section["facts"] {
  const known = lastKnownOf(snapshot)
  const latest = entries.findLast((entry) => entry.kind === "snapshot")
  const version = surroundings?.storedVersion ?? "none"
  const isOther = version !== SNAPSHOT_VERSION && version !== "none"
  return [
    ["status", snapshot.status],
    ...(snapshot.status === "unavailable" ? ofProblem(snapshot) : []),
    ...(known ? ofSession(known, surroundings?.now ?? Date.now()) : []),
    ["revision", String(snapshot.revision)],
    ["version", isOther ? `${version}: pages wait for ${SNAPSHOT_VERSION}` : String(version)],
    ["came from", latest ? `${latest.because}, at ${timeOf(latest.at)}` : "not recorded"]
  ]
}

function ofProblem(snapshot: Extract<SessionSnapshot, { status: "unavailable" }>): Section["facts"] {
  const { reason, advice, traceId, retryAt } = snapshot
  return [
    ["reason", reason],
    ["advice", advice ?? "none"],
    ["trace ID", traceId ?? "none"],
    ["no sync before", retryAt === null ? "no pause" : timeOf(retryAt)]
  ]
}

function ofSession(session: KnownSession, now: number): Section["facts"] {
  const { attempt, ssoFailure, accountChange, syncedAt, sessions } = session
  return [
    ["age", `${durationOf(now - syncedAt)}; fresh for a minute`],
    ...(session.status === "signed-out" ? [] : ofUser(session)),
    ["sessions", String(sessions.length)],
    ["sign-in under way", attempt ? `${attempt.step}, ${shortId(attempt.id)}` : "none"],
    ...(ssoFailure ? ([["SSO failed", ssoFailure.code]] as Section["facts"]) : []),
    ...(accountChange ? ([["the web app changed", "who is signed in"]] as Section["facts"]) : [])
  ]
}

function ofUser(session: Exclude<KnownSession, { status: "signed-out" }>): Section["facts"] {
  const isPending = session.status === "pending"
  return [
    ["tasks", isPending ? session.tasks.join(", ") || "Clerk named none" : "none left"],
    ["session", shortId(session.sessionId)],
    ["user", shortId(session.user.id)],
    ...(isPending ? [] : ofOrganization(session))
  ]
}

function ofOrganization({ organization }: Extract<KnownSession, { status: "active" }>): Section["facts"] {
  return [["organization", organization ? shortId(organization.id) : "none"]]
}

function ofWorker({ workers, entries }: InspectorRecord, surroundings: Surroundings | undefined) {
  const start = entries.findLast((entry) => entry.kind === "start")
  const last = entries.at(-1)
  const facts: Section["facts"] = [
    ["worker", surroundings?.isWorkerRunning ? `${workers}, running` : `${workers}, stopped`],
    ["started", start ? `${timeOf(start.at)}, ${lineOf(start, workers).details}` : "not recorded"],
    ["last did something", last ? timeOf(last.at) : "nothing recorded"],
    ["open pages", surroundings?.pages.join("\n") || "none"]
  ]
  return facts
}

function ofAlarmsAndLocks(surroundings: Surroundings | undefined): Section["facts"] {
  const { now = 0, alarms = [], locks = [] } = surroundings ?? {}
  return [
    ...alarms.map(({ name, scheduledTime, periodInMinutes }): [string, string] => [
      `alarm “${name}”`,
      `in ${durationOf(Math.max(0, scheduledTime - now))}${periodInMinutes ? `, every ${periodInMinutes} min` : ""}`
    ]),
    ...(alarms.length === 0 ? ([["alarms", "none"]] as Section["facts"]) : []),
    ...locks.map(({ name, isHeld }): [string, string] => [
      `lock “${name}”`,
      `${isHeld ? "held" : "awaited"}${name.startsWith(REDIRECT_LOCK) ? ": this tab goes to tasks by itself" : ""}`
    ]),
    ...(locks.length === 0 ? ([["locks", "none"]] as Section["facts"]) : [])
  ]
}

function ofBuild(surroundings: Surroundings | undefined): Section["facts"] {
  const { version, minimum_chrome_version: minimum, permissions = [] } = chrome.runtime.getManifest()
  const key = process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""
  const hosts = surroundings?.hosts.map(({ pattern, isGranted }) =>
    isGranted ? pattern : `${pattern} (taken away by the user)`
  )
  return [
    ["extension", `${chrome.runtime.id}, version ${version}`],
    ["Chrome", `${/Chrome\/([\d.]+)/.exec(navigator.userAgent)?.[1] ?? "unknown"}, needs ${minimum}`],
    ["Clerk instance", `${hostIn(key)} (${key.startsWith("pk_live_") ? "production" : "development"})`],
    ["emulator", process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL || "not used"],
    ["sync host", process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST || "none"],
    ["API", process.env.PLASMO_PUBLIC_API_URL || "none"],
    ["SSO", process.env.PLASMO_PUBLIC_CLERK_SSO || "off"],
    ["content scripts", process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS || "none"],
    ["permissions", permissions.join(", ")],
    ["hosts", hosts?.join("\n") ?? ""],
    ["network", navigator.onLine ? "online" : "offline"]
  ]
}

// `pk_test_`, then base64 of the host and a `$`.
function hostIn(publishableKey: string) {
  return atob(publishableKey.split("_")[2] ?? "").slice(0, -1)
}

/** All of it as text for a bug report, with the timeline in its order. */
export function toText(sections: Section[], { entries, workers }: InspectorRecord): string {
  const blocks = sections.map(({ title, facts }) =>
    [title, ...facts.map(([name, value]) => `  ${name}: ${value.replaceAll("\n", ", ")}`)].join("\n")
  )
  const lines = entries.map((entry) => {
    const { time, kind, what, details, result, took } = lineOf(entry, workers)
    return ["  ", [time, kind, what, details, result, took].filter(Boolean).join(" | ")].join("")
  })
  return [...blocks, ["Timeline", ...lines].join("\n")].join("\n\n")
}
