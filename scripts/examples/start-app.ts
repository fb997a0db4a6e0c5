import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { PROJECT } from "../project"
import { UsageError } from "../usage-error"
import { type Example, folderOf, ORIGIN } from "./examples"

const PORT = Number(new URL(ORIGIN).port)
const START_TIMEOUT_MS = 120_000
const STOP_TIMEOUT_MS = 5_000

export type RunningApp = {
  /** What it has printed so far. */
  log(): string
  /** Resolves when it has ended, by itself or stopped. */
  ended: Promise<void>
  stop(): Promise<void>
}

/**
 * Starts an example's development server, with these variables, and waits until it answers.
 * @throws {UsageError} if its port is in use, or it doesn't start.
 */
export async function startApp(example: Example, variables: Record<string, string>): Promise<RunningApp> {
  if (await isPortBusy()) {
    throw new UsageError(
      `Port ${PORT} is in use, and every example needs it: the extension shares the session of ${ORIGIN}. Stop the other program and run the command again.`
    )
  }
  // npm is a .cmd file on Windows, which only a shell starts. Elsewhere, the app gets its own process group, which stops as a whole.
  const isWindows = process.platform === "win32"
  const child = spawn("npm", ["run", "dev"], {
    cwd: path.join(PROJECT, folderOf(example)),
    env: { ...process.env, NODE_ENV: undefined, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    shell: isWindows,
    detached: !isWindows
  })
  let log = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (log += chunk))
  const ended = once(child, "close").then(() => {})
  const app = { log: () => log, ended, stop: () => stop(child, ended) }

  const giveUp = sleep(START_TIMEOUT_MS, "late", { ref: false })
  const answered = await Promise.race([untilAnswering(child), ended.then(() => "ended"), giveUp])
  if (answered === "answers") return app
  await app.stop()
  throw new UsageError(`The ${example.title} example didn't start. Its output:\n\n${log.trim()}`)
}

async function isPortBusy() {
  const answers = await Promise.all(["127.0.0.1", "::1"].map(isListening))
  return answers.includes(true)
}

function isListening(host: string) {
  const socket = connect({ host, port: PORT })
  return new Promise<boolean>((resolve) => {
    socket.on("connect", () => resolve(true))
    socket.on("error", () => resolve(false))
  }).finally(() => socket.destroy())
}

async function untilAnswering(child: ChildProcess) {
  while (child.exitCode === null && child.signalCode === null) {
    if (await fetch(ORIGIN, { redirect: "manual" }).catch(() => undefined)) return "answers"
    await sleep(200)
  }
  return "ended"
}

async function stop(child: ChildProcess, ended: Promise<void>) {
  kill(child, "SIGTERM")
  if (await Promise.race([ended.then(() => true), sleep(STOP_TIMEOUT_MS, false, { ref: false })])) return
  kill(child, "SIGKILL")
  await ended
}

/** Stops npm with everything that it has started. */
function kill({ pid }: ChildProcess, signal: NodeJS.Signals) {
  if (pid === undefined) return
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"])
    return
  }
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error
  }
}
