import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

export type Gate = { port: number; open(): void; shut(): void; stop(): Promise<void> }

/** Forwards connections to a local port; while shut it drops them all, including open ones. */
export async function startGate(targetPort: number): Promise<Gate> {
  let isOpen = true
  const sockets = new Set<Socket>()

  const server = createServer((inner) => {
    if (!isOpen) return inner.destroy()
    const outer = connect(targetPort, "127.0.0.1")
    for (const [socket, other] of [
      [inner, outer],
      [outer, inner]
    ] as const) {
      sockets.add(socket)
      socket.on("error", () => other.destroy())
      socket.on("close", () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")

  const dropAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    open: () => {
      isOpen = true
    },
    shut: () => {
      isOpen = false
      dropAll()
    },
    stop: async () => {
      const closed = once(server, "close")
      server.close()
      dropAll()
      await closed
    }
  }
}
