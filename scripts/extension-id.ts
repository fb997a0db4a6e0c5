import { createHash, createPublicKey } from "node:crypto"
import { UsageError } from "./usage-error"

/**
 * Gives builds without their own `CRX_PUBLIC_KEY` a stable extension ID, which every copy of this project shares. No one has the
 * private half of this key, because it wasn't generated: it's the first point on the curve P-256 whose x is the SHA-256 of a
 * sentence, as `test/unit/scripts/extension-id.test.ts` recomputes. So no one can publish an extension with this ID. But anyone can
 * load one unpacked, so never allow it in a production instance.
 */
export const DEVELOPMENT_CRX_PUBLIC_KEY =
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZCA3lEkh/BgxB8uigatgKh0xvwu4RuOol9G5n2lHcs/TU1UbCphhOTH5Z10Umc95JjLYY4n1CBeIOeObHqJKwA=="

/**
 * The ID that Chrome assigns to an extension with this public key in its manifest.
 * @see https://developer.chrome.com/docs/extensions/reference/manifest/key
 */
export function extensionIdOf(crxPublicKey: string): string {
  const der = Buffer.from(crxPublicKey, "base64")
  try {
    createPublicKey({ key: der, format: "der", type: "spki" })
  } catch {
    throw new UsageError(
      "CRX_PUBLIC_KEY isn't a public key. It should be one line of base64, without the lines that start with -----. Leave it out to use the development key."
    )
  }
  const digits = createHash("sha256").update(der).digest("hex").slice(0, 32)
  return [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("")
}
