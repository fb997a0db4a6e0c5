import { createHash, createPublicKey } from "node:crypto"
import { UsageError } from "./usage-error"

/**
 * Gives builds without a `CRX_PUBLIC_KEY` of their own one stable extension ID. It is a public key whose private half
 * nobody kept: it cannot sign anything, and a build with it cannot be published.
 */
export const DEVELOPMENT_CRX_PUBLIC_KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApFfdf1JdDNMufGYxX9mC0AKWk65xnF+PYZjZf2sgFVxmlg4NKON/uuCJ2I+NJ+MOm7iNhiM1PTedYY+aqXvRKD3QcIVh9RwpgoZu2J3mAJHkc8EyZcIwXEExtb5V09NkGq+/dXlvru8KZUePPV1t7v7a/V+Xmfu26f5cwxu6PBZv/DlNDGUtX9/aRsclBZqIZ63Noj5qlEHmNtgHZIPlJBhKRZwhOwecb6L9GyQg8wt+Zo47DVhUDOOynl8LGfZYbm5R1w0s35I2tymH+Qf+KhDfM2F0guo1FJeQmCBFVXbJT/04/0qoiPWFsbgq4FJ17pO7bdk6BSP5MrJMUIWNsQIDAQAB"

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
