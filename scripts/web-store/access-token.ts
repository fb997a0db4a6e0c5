import { readFileSync } from "node:fs"
import path from "node:path"
import { importPKCS8, SignJWT } from "jose"
import { ask } from "../doctor/ask"
import { notIgnoredByGit, trackedByGit } from "../doctor/secret-files"
import type { Variables } from "../env-files"
import { PROJECT } from "../project"
import { UsageError } from "../usage-error"
import type { Servers } from "./servers"

/** What an access token may do. */
export type Scope = "read" | "change"

type ServiceAccount = { email: string; privateKey: string; keyId: string | undefined }

const SCOPES: Record<Scope, string> = {
  read: "https://www.googleapis.com/auth/chromewebstore.readonly",
  change: "https://www.googleapis.com/auth/chromewebstore"
}

const SET_UP = "docs/guides/publish.md explains how to set up a service account."

/**
 * An access token for the Web Store's API, from the environment or from the key of a service account. It's valid for an hour.
 *
 * @throws {UsageError} that says what to set, or why Google refuses. It never contains the key or the token.
 * @see https://developer.chrome.com/docs/webstore/service-accounts
 * @see https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests
 */
export async function accessTokenFor(given: Variables, scope: Scope, { tokens }: Servers): Promise<string> {
  const token = given.CHROME_WEB_STORE_ACCESS_TOKEN?.trim()
  if (token) return token

  const file = given.CHROME_WEB_STORE_SERVICE_ACCOUNT?.trim()
  if (!file) {
    throw new UsageError(
      `Neither CHROME_WEB_STORE_SERVICE_ACCOUNT nor CHROME_WEB_STORE_ACCESS_TOKEN is set. ${SET_UP}`
    )
  }
  const account = readServiceAccount(file)
  const { status, body } = await ask(tokens, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: await assertionOf(account, scope, file)
    })
  })
  const { access_token, error } = (body ?? {}) as { access_token?: unknown; error?: unknown }
  if (status === 200 && typeof access_token === "string") return access_token
  if (error === "invalid_grant") {
    throw new UsageError(
      `Google doesn't accept the key in ${file}. It may have been deleted, or this computer's clock may be wrong. Create a new key for ${account.email}: https://console.cloud.google.com/iam-admin/serviceaccounts`
    )
  }
  throw new UsageError(
    `Google's token server responds with ${status}${typeof error === "string" ? ` ${error}` : ""}. Try again later.`
  )
}

function readServiceAccount(file: string): ServiceAccount {
  const text = readKeyFile(file)
  refuseExposed(file)
  const account = parse(text) as Record<string, unknown> | null | undefined
  const { type, client_email, private_key, private_key_id } = account ?? {}
  if (typeof type === "string" && type !== "service_account") {
    throw new UsageError(
      `CHROME_WEB_STORE_SERVICE_ACCOUNT is ${file}, whose type is "${type}". For anything but a service account's key, set CHROME_WEB_STORE_ACCESS_TOKEN instead. ${SET_UP}`
    )
  }
  if (typeof client_email !== "string" || typeof private_key !== "string") {
    throw new UsageError(
      `CHROME_WEB_STORE_SERVICE_ACCOUNT is ${file}, which isn't the JSON file of a service account's key. ${SET_UP}`
    )
  }
  return {
    email: client_email,
    privateKey: private_key,
    keyId: typeof private_key_id === "string" ? private_key_id : undefined
  }
}

function readKeyFile(file: string) {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(
      `CHROME_WEB_STORE_SERVICE_ACCOUNT is ${file}, which can't be read (${code}). Set it to the path of the key's JSON file.`
    )
  }
}

/** A key in a repository is as good as published. */
function refuseExposed(file: string) {
  const name = path.relative(PROJECT, path.resolve(file)).replaceAll(path.sep, "/")
  if (name.startsWith("../") || path.isAbsolute(name)) return
  const exposed = [...(trackedByGit(PROJECT, [name]) ?? []), ...(notIgnoredByGit(PROJECT, [name]) ?? [])]
  if (exposed.length === 0) return
  throw new UsageError(
    `CHROME_WEB_STORE_SERVICE_ACCOUNT is ${file}, which git doesn't ignore. Move the file out of this folder. If you have committed it, delete the key: https://console.cloud.google.com/iam-admin/serviceaccounts`
  )
}

// The message of a parse error would contain a part of the key.
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function assertionOf({ email, privateKey, keyId }: ServiceAccount, scope: Scope, file: string) {
  const key = await importPKCS8(privateKey, "RS256").catch(() => {
    throw new UsageError(`The private key in ${file} is damaged. Download a new key. ${SET_UP}`)
  })
  return new SignJWT({ scope: SCOPES[scope] })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", ...(keyId !== undefined && { kid: keyId }) })
    .setIssuer(email)
    .setAudience("https://oauth2.googleapis.com/token")
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(key)
}
