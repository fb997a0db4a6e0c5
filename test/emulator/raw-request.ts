import { connect } from "node:net"
import type { Emulator } from "../../emulator/start"

/** Sends bytes that no client would send, and reads until the connection ends. */
export function send({ url }: Pick<Emulator, "url">, text: string) {
  return new Promise<{ status: number; type: string; body: string }>((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1")
    let received = ""
    socket.on("data", (chunk) => {
      received += chunk
    })
    socket.on("error", reject)
    socket.on("close", () => {
      const [top = "", body = ""] = received.split(/\r\n\r\n(.*)/s)
      const type = /^content-type: (.*)$/im.exec(top)?.[1] ?? ""
      resolve({ status: Number(top.split(" ")[1]), type, body })
    })
    socket.write(text)
  })
}

/** The start of a request, on a connection of its own. */
export const head = (line: string, headers: string[] = [], host = "localhost") =>
  [`${line} HTTP/1.1`, `Host: ${host}`, "Connection: close", ...headers, "", ""].join("\r\n")
