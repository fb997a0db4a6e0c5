import { useState } from "react"
import type { AnswerOf, RequestOf } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import { MessageError } from "~messaging/message-error"
import { toMessageError, useCommand } from "~react/use-command"

type Options = AnswerOf<"start-passkey">
type Step = RequestOf<"start-passkey">["for"]

/** The challenge that a passkey has signed, as attempts expect it. */
export type SignedChallenge = Extract<
  RequestOf<"attempt-first-factor">,
  { strategy: "passkey" }
>["credential"]

/** Whether this browser can use passkeys in an extension: Chrome can from version 129 on. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential
}

/**
 * Uses one of the user's passkeys: the service worker has Clerk make a challenge, the page has the passkey sign it, and `onSigned`
 * sends the result on.
 */
export function usePasskey(step: Step, onSigned: (credential: SignedChallenge) => Promise<unknown>) {
  const start = useCommand("start-passkey")
  const [isAsking, setIsAsking] = useState(false)
  const [error, setError] = useState<MessageError | null>(null)

  async function ask() {
    setError(null)
    setIsAsking(true)
    try {
      const reply = await start.send({ for: step })
      if (!reply.ok) throw new MessageError(reply.failure)
      await onSigned(await sign(reply.value))
    } catch (thrown) {
      setError(toMessageError(thrown))
    } finally {
      setIsAsking(false)
    }
  }

  return { ask, isAsking, error }
}

async function sign(options: Options): Promise<SignedChallenge> {
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
    const credential = await navigator.credentials.get({ publicKey })
    return (credential as PublicKeyCredential).toJSON() as SignedChallenge
  } catch (error) {
    throw explain(error, options.rpId ?? "")
  }
}

/** @see https://w3c.github.io/webauthn/#sctn-getAssertion */
function explain(error: unknown, rpId: string) {
  const name = error instanceof Error ? error.name : ""
  switch (name) {
    // The user canceled, it timed out, or there's no passkey for this website: browsers don't say which.
    case "NotAllowedError":
    case "AbortError":
      return failed("rejected", "errorPasskeyNotUsed")
    case "SecurityError":
      // Chrome only allows hosts that the manifest gives the extension access to.
      console.warn(
        `Chrome refused passkeys of "${rpId}". Set CLERK_PASSKEY_DOMAIN=${rpId} in .env and build again.`
      )
      return failed("not-allowed", "errorPasskeyRefused")
    default:
      return failed("rejected", "errorPasskeyFailed")
  }
}
