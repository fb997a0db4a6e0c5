import { spawn } from "node:child_process"
import { PROJECT } from "../../scripts/project"

type Given = {
  emulator: { url: string; publishableKey: string; secretKey: string }
  extensionId: string
  /** 0, the default, picks a free port. */
  port?: number
}

/** Starts docs/examples/server.ts as an author does, for the emulator. */
export async function startExampleServer({ emulator, extensionId, port = 0 }: Given) {
  const child = spawn(process.execPath, ["--import", "tsx", "docs/examples/server.ts"], {
    cwd: PROJECT,
    env: {
      ...process.env,
      CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
      CLERK_SECRET_KEY: emulator.secretKey,
      CLERK_API_URL: emulator.url,
      CLERK_TELEMETRY_DISABLED: "1",
      EXTENSION_ID: extensionId,
      PORT: String(port)
    }
  })
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let output = ""
    const read = (chunk: Buffer) => {
      output += chunk
      const ready = /ready at (\S+)\n/.exec(output)?.[1]
      if (ready) resolve(ready)
    }
    child.stdout.on("data", read)
    child.stderr.on("data", read)
    void ended.then(() => reject(new Error(`The example server ended: ${output}`)))
  })
  return {
    url,
    stop: async () => {
      child.kill()
      await ended
    }
  }
}
