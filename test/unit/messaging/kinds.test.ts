import { expect, test } from "vitest"
import type { AnswerOf, CommandName, MessageName, QueryName, RequestOf } from "~messaging/contracts"
import { send } from "~messaging/send"
import { useCommand } from "~react/use-command"
import { useQuery } from "~react/use-query"

// It's loaded only in a service worker.
const { answers, asks, changes } = {} as typeof import("~background/handlers")

// The type checker tests these: `npm run check` fails if one of these traps compiles. None of it runs.
const traps = [
  // @ts-expect-error: it would sign users out whenever the page opens
  () => useQuery("sign-out"),
  // @ts-expect-error: a query isn't sent by a button
  () => useCommand("list-memberships"),
  // @ts-expect-error: it would skip the queue and publish nothing
  () => asks("choose-organization", async () => {}),
  // @ts-expect-error: it would wait for its turn, and publish without a change
  () => changes("list-memberships", async () => ({ rows: [], total: 0 })),
  // @ts-expect-error: another command's answer
  () => changes("verify-totp", async () => ({ logoFailed: false })),
  // @ts-expect-error: another command's request
  () => changes("verify-totp", async (_clerk, { organizationId }) => organizationId),
  // @ts-expect-error: no contract has this name
  () => answers("no-such-message", async () => {}),
  // @ts-expect-error: the request is missing
  () => send("choose-organization"),
  // @ts-expect-error: a way to sign in that no contract names
  () => send("attempt-first-factor", { strategy: "passkey" }),
  // @ts-expect-error: a code where a password belongs
  () => send("attempt-first-factor", { strategy: "password", code: "424242" })
]

const allowed = [
  () => useQuery("list-memberships", { offset: 0 }),
  () => useCommand("sign-out").send(),
  () => changes("sign-out", async () => {}),
  () => asks("get-token", async () => "a token"),
  () => answers("sync-session", async () => {}),
  () => send("open-task")
]

test("every message is a query or a command, with a request and an answer of its own", () => {
  const kinds: (QueryName | CommandName)[] = [] satisfies MessageName[]
  const request: RequestOf<"verify-totp"> = { code: "424242" }
  const answer: AnswerOf<"verify-totp"> = { backupCodes: null }

  expect([...kinds, request, answer, ...traps, ...allowed]).toHaveLength(18)
})
