import { createHash, createPublicKey } from "node:crypto"
import { UsageError } from "./usage-error"

/**
 * Gives builds without a `CRX_PUBLIC_KEY` of their own one stable extension ID, the same for everyone who develops with this
 * project. Nobody has its private half: it is no key that was made, but the first point of the curve P-256 whose x is the
 * SHA-256 of a sentence, as `test/unit/scripts/extension-id.test.ts` recomputes. So nobody can publish an extension with this
 * ID. Anybody can load one unpacked, which is why no production instance should allow it.
 */
export const DEVELOPMENT_CRX_PUBLIC_KEY =
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZCA3lEkh/BgxB8uigatgKh0xvwu4RuOol9G5n2lHcs/TU1UbCphhOTH5Z10Umc95JjLYY4n1CBeIOeObHqJKwA=="

/**
 * The ID that Chrome gives to an extension with this public key in its manifest.
 * @see https://developer.chrome.com/docs/extensions/reference/manifest/key
 */
export function extensionIdOf(crxPublicKey: string): string {
  const der = Buffer.from(crxPublicKey, "base64")
  try {
    createPublicKey({ key: der, format: "der", type: "spki" })
  } catch {
    throw new UsageError(
      "CRX_PUBLIC_KEY is no public key. It is one line of base64, without the lines that begin with -----. Leave it out to use the development key."
    )
  }
  const digits = createHash("sha256").update(der).digest("hex").slice(0, 32)
  return [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("")
}
