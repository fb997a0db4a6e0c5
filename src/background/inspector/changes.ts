import { lastKnownOf, type SessionSnapshot } from "~session/snapshot"

/** What differs between two snapshots, in words: values of what no one typed, and the names of all other fields. */
export function changesIn(before: SessionSnapshot, after: SessionSnapshot): string[] {
  const values = [
    change("status", before.status, after.status),
    change("tasks", tasksOf(before), tasksOf(after)),
    change("reason", reasonOf(before), reasonOf(after))
  ]
  return [...values.flatMap((text) => text ?? []), ...otherFields(before, after)]
}

function change(name: string, before: string, after: string) {
  return before === after ? undefined : `${name} ${before} → ${after}`
}

function tasksOf(snapshot: SessionSnapshot) {
  const known = lastKnownOf(snapshot)
  return (known?.status === "pending" && known.tasks.join(", ")) || "none"
}

function reasonOf(snapshot: SessionSnapshot) {
  return snapshot.status === "unavailable" ? snapshot.reason : "none"
}

function otherFields(before: SessionSnapshot, after: SessionSnapshot) {
  const [from, to] = [before, after].map(
    (snapshot) => ({ ...lastKnownOf(snapshot) }) as Record<string, unknown>
  )
  const names = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])
  const hasItsOwnLine = (name: string) =>
    ["status", "tasks", "syncedAt", "version", "revision"].includes(name)
  return [...names].filter(
    (name) => !hasItsOwnLine(name) && JSON.stringify(from?.[name]) !== JSON.stringify(to?.[name])
  )
}
