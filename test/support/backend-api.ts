import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { json } from "node:stream/consumers"
import type { SettingsPatch } from "../../emulator/model/settings"
import type { Emulator } from "../../emulator/start"

export type BackendApi = {
  url: string
  /** The allowed origins, as last set. */
  allowedOrigins: string[] | null | undefined
  /** Where Clerk may redirect after SSO. */
  redirectUrls: string[]
  /** Every change that was made. */
  changes: unknown[]
  stop(): void
}

type Options = {
  secretKey: string
  allowedOrigins?: string[] | null | undefined
  /** The emulator with the keys of the instance, if it's a different one. */
  keysOf?: Emulator
}

/**
 * The part of Clerk's Backend API that `npm run doctor` uses, for the emulator's instance. Allowing something there allows it in the
 * emulator.
 * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings
 */
export async function startBackendApi(emulator: Emulator, options: Options): Promise<BackendApi> {
  const { secretKey, keysOf = emulator } = options
  const api: BackendApi = {
    url: "",
    allowedOrigins: "allowedOrigins" in options ? options.allowedOrigins : null,
    redirectUrls: [],
    changes: [],
    stop: () => {
      server.close()
      server.closeAllConnections()
    }
  }

  async function change(settings: SettingsPatch) {
    await fetch(`${emulator.url}/emulator/settings`, { method: "PATCH", body: JSON.stringify(settings) })
  }

  async function answer(request: IncomingMessage): Promise<[status: number, body?: unknown]> {
    if (request.headers.authorization !== `Bearer ${secretKey}`) {
      return [401, { errors: [{ code: "clerk_key_invalid", message: "The secret key is invalid." }] }]
    }
    switch (`${request.method} ${request.url}`) {
      case "GET /v1/instance":
        return [200, { object: "instance", id: "ins_1", allowed_origins: api.allowedOrigins }]
      case "GET /v1/jwks":
        return [200, await (await fetch(`${keysOf.url}/.well-known/jwks.json`)).json()]
      case "PATCH /v1/instance": {
        const changed = (await json(request)) as { allowed_origins: string[] }
        api.changes.push(changed)
        api.allowedOrigins = changed.allowed_origins
        await change({ allowedOrigins: changed.allowed_origins })
        return [204]
      }
      case "GET /v1/redirect_urls?limit=500":
        return [200, api.redirectUrls.map((url) => ({ object: "redirect_url", id: `ru_${url.length}`, url }))]
      case "POST /v1/redirect_urls": {
        const { url } = (await json(request)) as { url: string }
        api.changes.push({ url })
        api.redirectUrls.push(url)
        await change({ redirectUrls: api.redirectUrls })
        return [200, { object: "redirect_url", id: "ru_1", url }]
      }
      default:
        return [404, { errors: [{ code: "resource_not_found", message: "Not found." }] }]
    }
  }

  const server = createServer(async (request, response) => {
    const [status, body] = await answer(request)
    response.writeHead(status, { "content-type": "application/json" }).end(body && JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return api
}
