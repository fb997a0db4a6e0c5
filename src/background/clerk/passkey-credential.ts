import type { RequestOf } from "~messaging/contracts"
import type { SignInResource } from "./sdk"

type PasskeyAttempt = Extract<Parameters<SignInResource["attemptFirstFactor"]>[0], { strategy: "passkey" }>
type PasskeyRequest = Extract<RequestOf<"attempt-first-factor">, { strategy: "passkey" }>

/**
 * Converts an attempt for the SDK. A message carries only JSON, but the SDK expects a passkey's answer as bytes. All other attempts
 * stay as they are.
 */
export function toAttempt<Request extends { strategy: string }>(
  request: Request
): Exclude<Request, { strategy: "passkey" }> | PasskeyAttempt {
  if (!isPasskey(request)) return request as Exclude<Request, { strategy: "passkey" }>
  const { id, rawId, type, response } = request.credential
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  const credential = {
    id,
    type,
    rawId: toBytes(rawId),
    authenticatorAttachment: null,
    response: {
      clientDataJSON: toBytes(clientDataJSON),
      authenticatorData: toBytes(authenticatorData),
      signature: toBytes(signature),
      userHandle: userHandle === undefined ? null : toBytes(userHandle)
    }
  }
  return {
    strategy: "passkey",
    publicKeyCredential: credential as unknown as PasskeyAttempt["publicKeyCredential"]
  }
}

function isPasskey(request: { strategy: string }): request is PasskeyRequest {
  return request.strategy === "passkey"
}

function toBytes(base64url: string): ArrayBuffer {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0)).buffer
}
