import { useEffect, useState } from "react"

import type { RequestOf } from "~messaging/contracts"
import type { Reply } from "~messaging/message-error"
import { useCommand } from "~react/use-command"
import type { Reverification, ReverificationFactor } from "~session/task-forms"

/** What the user has to prove now. */
type ProofStep = { number: number; factors: ReverificationFactor[] }

/** Guides through a reverification: what Clerk wants proved, and the attempts to prove it. */
export function useProof(onProved: () => void) {
  const start = useCommand("start-reverification")
  const attempt = useCommand("attempt-reverification")
  const [step, setStep] = useState<ProofStep | null>(null)

  function accept(reply: Reply<Reverification>) {
    if (!reply.ok) return
    const reverification = reply.value
    if (reverification.status === "complete") return onProved()
    setStep((before) => ({ number: (before?.number ?? 0) + 1, factors: reverification.factors }))
  }

  async function begin() {
    accept(await start.send())
  }

  async function prove(proof: RequestOf<"attempt-reverification">) {
    const reply = await attempt.send(proof)
    accept(reply)
    // Clerk has no reverification under way any more: there is nothing to correct, so begin again.
    if (!reply.ok && reply.failure.code === "expired" && !reply.failure.field) await begin()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    void begin()
  }, [])

  const isSending = attempt.isSending || start.isSending
  return { step, start, begin, attempt: { ...attempt, isSending }, prove }
}
