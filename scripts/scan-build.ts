import { readdirSync, readFileSync, statSync } from "node:fs"
import path from "node:path"

export type Problem = {
  /** What the file contains, without repeating the secret. */
  holds: string
  fix: string
}

const API_KEYS = "https://dashboard.clerk.com/~/api-keys"
const REPLACE =
  "Everyone who installs an extension can read its files. Remove the secret, and replace it if others may have seen it."

/** Not anchored, because a secret may be inside other text. */
const SECRETS: [holds: string, pattern: RegExp, fix: string][] = [
  ["a Clerk secret key", /sk_(test|live)_[A-Za-z0-9]{16}/, `${REPLACE} ${API_KEYS}`],
  ["a webhook signing secret", /whsec_[A-Za-z0-9+/]{8}/, REPLACE],
  ["a private key", /-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY/, REPLACE]
]

const REMOTE_CODE = [
  // In pages, and in scripts that write pages.
  /<script\b[^>]*\ssrc\s*=\s*\\?["']?\s*(https?:)?\/\//i,
  /\b(importScripts|import|new (Shared)?Worker)\s*\(\s*["'`](https?:)?\/\//,
  /\b(import|from)\s*["'](https?:)?\/\//
]

/** The secret in this text, if there is one. */
export function secretIn(text: string): Problem | undefined {
  const found = SECRETS.find(([, pattern]) => pattern.test(text))
  return found && { holds: found[0], fix: found[2] }
}

/**
 * Scans all files of a build for secrets, and for remote code, which Chrome doesn't let an extension run.
 *
 * @param secretKey another secret to find, whatever its shape.
 */
export function scanBuild(directory: string, secretKey?: string): (Problem & { file: string })[] {
  return filesIn(directory).flatMap((file) => {
    // Images too. In this encoding, text among other bytes stays as it is.
    const text = readFileSync(path.join(directory, file), "latin1")
    const problems = [secretIn(text) ?? secretKeyIn(text, secretKey), remoteCodeIn(text)]
    return problems.flatMap((problem) => (problem ? [{ file, ...problem }] : []))
  })
}

/** All files in a folder and its subfolders, with `/` as in a URL, always in the same order. */
export function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(path.join(directory, file)).isFile())
    .map((file) => file.replaceAll(path.sep, "/"))
    .sort()
}

function secretKeyIn(text: string, secretKey = ""): Problem | undefined {
  // The code may well contain a placeholder such as "none".
  if (secretKey.length < 12 || !text.includes(secretKey)) return undefined
  return { holds: "the value of CLERK_SECRET_KEY", fix: `${REPLACE} ${API_KEYS}` }
}

function remoteCodeIn(text: string): Problem | undefined {
  const [found] = REMOTE_CODE.flatMap((pattern) => pattern.exec(text)?.[0] ?? [])
  if (found === undefined) return undefined
  return {
    holds: `remote code (${found} ...)`,
    fix: "The Web Store rejects it. Install the code as a package, or copy it into the project."
  }
}
