import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { PROJECT } from "../../scripts/project"
import type { Contexts } from "./contexts"
import type { EmulatorClient } from "./emulator-client"
import type { Extension } from "./extension"
import { PATIENCE_MS } from "./wait-until"

/** Writes what helps to understand why a test failed, and returns where. */
export async function reportFailure(
  test: string,
  { extension, contexts, emulator }: { extension: Extension; contexts: Contexts; emulator: EmulatorClient }
): Promise<string> {
  const folder = path.join(
    "test/output",
    test
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 100)
  )
  const write = (name: string, text: string) => writeFileSync(path.join(PROJECT, folder, name), text)
  mkdirSync(path.join(PROJECT, folder), { recursive: true })

  write("console.txt", contexts.lines.join("\n"))
  // The browser itself may be broken: each part is useful without the others.
  const written = Promise.allSettled([
    emulator.requests().then((requests) => {
      const lines = requests.map(
        ({ at, method, path, status, milliseconds }) =>
          `${new Date(at).toISOString()} ${method} ${path} ${status ?? "dropped"} ${milliseconds} ms`
      )
      write("requests.txt", lines.join("\n"))
    }),
    extension.observer
      .evaluate(() => chrome.storage.session.get())
      .then((storage) => write("storage-session.json", JSON.stringify(storage, null, 2))),
    extension.pages().then((pages) =>
      Promise.allSettled(
        pages.map((page, index) => {
          const name = path.basename(new URL(page.url()).pathname, ".html")
          return page.screenshot({ path: path.join(PROJECT, folder, `${index + 1}-${name}.png`) })
        })
      )
    )
  ])
  // Chromium may never take a background tab's screenshot, and the test would time out without its own error.
  await Promise.race([written, sleep(PATIENCE_MS, undefined, { ref: false })])
  return folder
}
