import type { Publication, Sync } from "~inspector/record"
import type { SessionSnapshot } from "~session/snapshot"
import type { AuthClient } from "../auth-client"
import { createSessionOwner } from "../session-owner"
import { changesIn } from "./changes"
import { amend, type Cause, currentCause, earlierSnapshot, note, since } from "./recorder"

type SessionOwner<Client> = ReturnType<typeof createSessionOwner<Client>>

/** A turn in the session owner's queue: a sync or a command. */
type Turn = { cause: Cause; sync?: Sync }

/** The same as `createSessionOwner()`, and records each sync, how long commands waited, and each snapshot. */
export function createInspectedSessionOwner<Client>(
  auth: AuthClient<Client>,
  onPublish: (snapshot: SessionSnapshot) => unknown
): SessionOwner<Client> {
  /** Turns run one after the other, so the first one is running. */
  const turns: Turn[] = []
  const syncs = new WeakSet<Promise<void>>()
  let latest = earlierSnapshot()

  async function recordSnapshot(after: SessionSnapshot) {
    const before = latest
    latest = Promise.resolve(after)
    // Only the end of a session, which Clerk has just reported, is published outside these turns.
    const because = turns[0]?.cause.why ?? "Clerk reported a change of the session"
    const entry = note<Publication>({
      kind: "snapshot",
      because,
      revision: after.revision,
      status: after.status,
      changes: []
    })
    amend(entry, { changes: changesIn(await before, after) })
  }

  async function reload(options: { onlyClient: boolean }) {
    const sync = turns[0]?.sync
    try {
      const outcome = await auth.reload(options)
      if (sync) amend(sync, { outcome })
      return outcome
    } catch (error) {
      if (sync) amend(sync, { outcome: "failed" })
      throw error
    }
  }

  const owner = createSessionOwner({ ...auth, reload }, (snapshot) => {
    void recordSnapshot(snapshot)
    return onPublish(snapshot)
  })

  function during<Result>(turn: Turn, done: Promise<Result>, onEnd = () => {}): Promise<Result> {
    turns.push(turn)
    const end = () => {
      turns.splice(turns.indexOf(turn), 1)
      onEnd()
    }
    done.then(end, end)
    return done
  }

  return {
    sync: (options = {}) => {
      const cause = currentCause()
      const { force = false, onlyClient = false } = options
      const sync = note<Sync>({ kind: "sync", because: cause.why, force, onlyClient })
      const done = owner.sync(options)
      if (syncs.has(done)) {
        amend(sync, { outcome: "shared", tookMs: 0 })
        return done
      }
      syncs.add(done)
      return during({ cause, sync }, done, () =>
        // Without a call to Clerk, the snapshot was fresh.
        amend(sync, { tookMs: since(sync), outcome: sync.outcome ?? "fresh" })
      )
    },

    change: (run) => {
      const cause = currentCause()
      const { message } = cause
      return during(
        { cause },
        owner.change((client) => {
          if (message) amend(message, { waitedMs: since(message) })
          return run(client)
        })
      )
    },

    ask: owner.ask
  }
}
