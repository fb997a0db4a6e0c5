import { generateKeyPairSync } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer, text } from "node:stream/consumers"
import { strFromU8, unzipSync } from "fflate"
import { jwtVerify } from "jose"
import { extensionIdOf } from "../../scripts/extension-id"

export const PUBLISHER_ID = "f1e2d3c4-0000-4000-8000-a1b2c3d4e5f6"

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
const itemKeys = generateKeyPairSync("ec", { namedCurve: "P-256" })

/** The item's public key, as in the "Package" tab of the Developer Dashboard. */
export const ITEM_KEY = itemKeys.publicKey.export({ type: "spki", format: "der" }).toString("base64")
export const ITEM_ID = extensionIdOf(ITEM_KEY)

/** As Google's console lets authors download it. */
export const SERVICE_ACCOUNT = {
  type: "service_account",
  private_key_id: "key-1",
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  client_email: "uploader@project.iam.gserviceaccount.com",
  token_uri: "https://oauth2.googleapis.com/token"
}

type Method = "token" | "fetchStatus" | "upload" | "publish"
type Answer = { status?: number; body?: unknown }
type Revision = { state: string; distributionChannels: { crxVersion: string; deployPercentage?: number }[] }

export type WebStore = Awaited<ReturnType<typeof startWebStore>>

export const revision = (state: string, crxVersion: string): Revision => ({
  state,
  distributionChannels: [{ crxVersion, deployPercentage: 100 }]
})

/** An error as the Web Store's API sends it. */
export const refusal = (code: number, status: string, message: string, details: unknown[] = []): Answer => ({
  status: code,
  body: { error: { code, status, message, details } }
})

/**
 * The Chrome Web Store API v2 with one item, and Google's server for access tokens.
 * @see https://developer.chrome.com/docs/webstore/api/reference/rest
 */
export async function startWebStore() {
  const scripted: Partial<Record<Method, (Answer | "lost" | "lost-after")[]>> = {}
  const scopes = new Map<string, string>()
  const store = {
    url: "",
    published: undefined as Revision | undefined,
    submitted: undefined as Revision | undefined,
    draft: undefined as string | undefined,
    takenDown: false,
    warned: false,
    /** How many checks of its status an upload takes. 0 is at once. */
    checksPerUpload: 0,
    lastAsyncUploadState: undefined as string | undefined,
    /** Every request that changes the item. */
    changes: [] as { method: Method; body: unknown }[],
    requests: [] as string[],
    /** Answers the next request of this method. "lost-after" does the work first. */
    answerNext: (method: Method, answer: Answer | "lost" | "lost-after") => {
      scripted[method] = [...(scripted[method] ?? []), answer]
    },
    stop: () => {
      server.close()
      server.closeAllConnections()
    }
  }

  async function giveToken(request: IncomingMessage): Promise<Answer> {
    const form = new URLSearchParams(await text(request))
    try {
      const { payload } = await jwtVerify(form.get("assertion") ?? "", publicKey, {
        algorithms: ["RS256"],
        issuer: SERVICE_ACCOUNT.client_email,
        audience: SERVICE_ACCOUNT.token_uri,
        maxTokenAge: "1h"
      })
      const token = `ya29.${scopes.size}-${form.get("assertion")?.slice(-20)}`
      scopes.set(token, String(payload.scope))
      return { body: { access_token: token, token_type: "Bearer", expires_in: 3599 } }
    } catch {
      return { status: 400, body: { error: "invalid_grant", error_description: "Invalid JWT Signature." } }
    }
  }

  function fetchStatus(): Answer {
    if (store.lastAsyncUploadState === "IN_PROGRESS") {
      store.checksPerUpload -= 1
      if (store.checksPerUpload <= 0) store.lastAsyncUploadState = "SUCCEEDED"
    }
    const { published, submitted, lastAsyncUploadState, takenDown, warned } = store
    return {
      body: {
        name: `publishers/${PUBLISHER_ID}/items/${ITEM_ID}`,
        itemId: ITEM_ID,
        publicKey: ITEM_KEY,
        publishedItemRevisionStatus: published,
        submittedItemRevisionStatus: submitted,
        lastAsyncUploadState,
        takenDown,
        warned
      }
    }
  }

  function upload(zip: Buffer): Answer {
    const { "manifest.json": manifest } = unzipSync(zip)
    const { version } = JSON.parse(strFromU8(manifest ?? new Uint8Array()))
    store.changes.push({ method: "upload", body: version })
    store.draft = version
    if (store.checksPerUpload > 0) {
      store.lastAsyncUploadState = "IN_PROGRESS"
      return { body: { itemId: ITEM_ID, uploadState: "IN_PROGRESS" } }
    }
    return { body: { itemId: ITEM_ID, crxVersion: version, uploadState: "SUCCEEDED" } }
  }

  function publish(body: unknown): Answer {
    store.changes.push({ method: "publish", body })
    if (store.submitted?.state === "STAGED") {
      store.published = { ...store.submitted, state: "PUBLISHED" }
      store.submitted = undefined
      return { body: { itemId: ITEM_ID, state: "PUBLISHED" } }
    }
    store.submitted = revision("PENDING_REVIEW", store.draft ?? "")
    return { body: { itemId: ITEM_ID, state: "PENDING_REVIEW" } }
  }

  async function work(method: Method | undefined, request: IncomingMessage): Promise<Answer> {
    if (method === "token") return giveToken(request)
    const scope = scopes.get(request.headers.authorization?.replace("Bearer ", "") ?? "")
    if (scope === undefined) return refusal(401, "UNAUTHENTICATED", "Invalid authentication credentials.")
    if (method === "fetchStatus") return fetchStatus()
    if (scope.endsWith(".readonly")) {
      return refusal(403, "PERMISSION_DENIED", "Insufficient authentication scopes.")
    }
    if (method === "upload") return upload(await buffer(request))
    if (method === "publish") return publish(JSON.parse(await text(request)))
    return refusal(404, "NOT_FOUND", "Requested entity was not found.")
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    store.requests.push(`${request.method} ${request.url}`)
    const method = methodOf(request)
    const next = method && scripted[method]?.shift()
    if (next === "lost") return request.socket.destroy()
    const worked = typeof next === "object" ? next : await work(method, request)
    if (next === "lost-after") return request.socket.destroy()
    const { status = 200, body } = worked
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body ?? {}))
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  store.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return store
}

function methodOf({ method, url }: IncomingMessage): Method | undefined {
  const item = `/v2/publishers/${PUBLISHER_ID}/items/${ITEM_ID}`
  const methods: Record<string, Method> = {
    "POST /token": "token",
    [`GET ${item}:fetchStatus`]: "fetchStatus",
    [`POST /upload${item}:upload`]: "upload",
    [`POST ${item}:publish`]: "publish"
  }
  return methods[`${method} ${url}`]
}
