import { createServer, type Server } from "node:http"
import { createServer as createTlsServer } from "node:https"
import type { AddressInfo } from "node:net"
import type { Duplex } from "node:stream"
import { getRequestListener, RequestError } from "@hono/node-server"
import { apiError, envelope } from "../frontend-api/errors"
import type { createApp } from "./app"

type App = ReturnType<typeof createApp>

export type Listener = { port: number; close(): Promise<void> }

/** Listens on the loopback addresses only. */
export async function listen(app: App, port: number, tls?: { key: string; cert: string }): Promise<Listener> {
  const answer = getRequestListener(app.fetch, {
    // Requests without a host get through to the app, which rejects them like foreign hosts.
    hostname: "localhost",
    errorHandler: (error) =>
      error instanceof RequestError
        ? Response.json(envelope(requestInvalid().errors), { status: 400 })
        : undefined
  })
  const create = (): Server => {
    const options = { requireHostHeader: false }
    const server = tls ? createTlsServer({ ...options, ...tls }, answer) : createServer(options, answer)
    return server.on("clientError", refuseMalformed)
  }

  const ipv4 = create()
  await bind(ipv4, port, "127.0.0.1")
  const taken = (ipv4.address() as AddressInfo).port
  const servers = [ipv4]
  const ipv6 = create()
  try {
    await bind(ipv6, taken, "::1")
    servers.push(ipv6)
  } catch (error) {
    // A machine may have no IPv6. But if only the IPv6 port is taken, half of the callers would reach another process.
    if (port !== 0 && (error as NodeJS.ErrnoException).code === "EADDRINUSE") {
      await close(ipv4)
      throw error
    }
  }
  return {
    port: taken,
    close: async () => {
      await Promise.all(servers.map(close))
    }
  }
}

/** Malformed HTTP never reaches the app, but gets an error in the usual format. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex) {
  if (error.code === "ECONNRESET" || !socket.writable) return
  const isTooLarge = error.code === "HPE_HEADER_OVERFLOW"
  const status = isTooLarge ? "431 Request Header Fields Too Large" : "400 Bad Request"
  const { errors } = isTooLarge
    ? apiError(431, "request_header_too_large", "The URL and headers together can't be larger than 16 KB.")
    : requestInvalid()
  const body = JSON.stringify(envelope(errors))
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  )
}

const requestInvalid = () => apiError(400, "request_invalid", "The request isn't valid HTTP.")

/** Creates a certificate that browsers accept only if told to ignore errors. */
export async function selfSignedCertificate(hosts: string[]) {
  // Imported on demand: it loads slowly, and is rarely needed.
  const { generate } = await import("selfsigned")
  const names = hosts.map((value) => ({ type: 2 as const, value }))
  const addresses = ["127.0.0.1", "::1"].map((ip) => ({ type: 7 as const, ip }))
  const { private: key, cert } = await generate([{ name: "commonName", value: hosts[0] ?? "localhost" }], {
    algorithm: "sha256",
    keyType: "ec",
    extensions: [{ name: "subjectAltName", altNames: [...names, ...addresses] }]
  })
  return { key, cert }
}

function bind(server: Server, port: number, host: string) {
  return new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

function close(server: Server) {
  return new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
