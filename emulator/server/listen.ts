import { createServer, type Server } from "node:http"
import { createServer as createTlsServer } from "node:https"
import type { AddressInfo } from "node:net"
import { createAdaptorServer } from "@hono/node-server"
import type { createApp } from "./app"

type App = ReturnType<typeof createApp>

export type Listener = { port: number; close(): Promise<void> }

/** Listens on the loopback addresses, and on no other. */
export async function listen(app: App, port: number, tls?: { key: string; cert: string }): Promise<Listener> {
  const create = () =>
    (tls
      ? createAdaptorServer({ fetch: app.fetch, createServer: createTlsServer, serverOptions: tls })
      : createAdaptorServer({ fetch: app.fetch, createServer })) as Server

  const ipv4 = create()
  await bind(ipv4, port, "127.0.0.1")
  const taken = (ipv4.address() as AddressInfo).port
  const servers = [ipv4]
  const ipv6 = create()
  try {
    await bind(ipv6, taken, "::1")
    servers.push(ipv6)
  } catch (error) {
    // A machine may have no IPv6. But a port that is busy there would take half of our callers.
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

/** A certificate that browsers accept only when told to. */
export async function selfSignedCertificate(hosts: string[]) {
  // Slow to load, and most do without.
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
