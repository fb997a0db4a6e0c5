import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as wait } from "node:timers/promises"

/** Runs alone among the processes that use the same lock file. The lock of a process that has ended doesn't count. */
export async function withLock<Result>(file: string, run: () => Promise<Result>): Promise<Result> {
  mkdirSync(path.dirname(file), { recursive: true })
  while (!tryToTake(file)) await wait(100)
  try {
    return await run()
  } finally {
    rmSync(file, { force: true })
  }
}

function tryToTake(file: string) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  }
  if (!isHeld(file)) rmSync(file, { force: true })
  return false
}

function isHeld(file: string) {
  try {
    const pid = Number(readFileSync(file, "utf8"))
    // An empty file was just created, and its process is about to write it.
    if (pid > 0) process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}
