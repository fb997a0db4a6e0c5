import { createHash, createPublicKey, ECDH } from "node:crypto"
import { expect, test } from "vitest"
import { DEVELOPMENT_CRX_PUBLIC_KEY } from "../../../scripts/extension-id"

test("the development key is derived from a sentence, so no one has its private half", () => {
  const x = createHash("sha256")
    .update("The development key of clerk-session-tasks-extension has no private half. 0")
    .digest()
  const compressed = Buffer.concat([Buffer.from([2]), x])
  const point = ECDH.convertKey(compressed, "prime256v1", undefined, undefined, "uncompressed") as Buffer

  const { kty, crv, ...given } = createPublicKey({
    key: Buffer.from(DEVELOPMENT_CRX_PUBLIC_KEY, "base64"),
    format: "der",
    type: "spki"
  }).export({ format: "jwk" })

  expect([kty, crv]).toEqual(["EC", "P-256"])
  expect(given).toEqual({
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url")
  })
})
