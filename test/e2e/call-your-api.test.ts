import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { build } from "esbuild"
import { afterAll, beforeAll, expect, test } from "vitest"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"
import { PROJECT } from "../../scripts/project"
import { publishableKeyFor } from "../../scripts/publishable-key"
import { startExampleServer } from "../support/example-server"
import { press, says, sees, vanishes } from "../support/on-page"
import { ada } from "../support/people"
import { command, signInAs } from "../support/steps"
import { text } from "../support/texts"
import { type Options, type Story, withExtension } from "../support/with-extension"

const WORKSPACE = "/tabs/workspace.html"
const NOTES = "/tabs/notes.html"

let folder: string
let port: number
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "call-your-api-"))
  port = await freePort()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A story with the example server, which the extension was built for. `serverFor` is the extension that it serves, if not this one. */
async function withServer(
  options: Options & { serverFor?: string },
  story: (given: Story & { server: Awaited<ReturnType<typeof startExampleServer>> }) => Promise<void>
) {
  const { serverFor, ...others } = options
  await withExtension({ apiUrl: `http://localhost:${port}`, ...others }, async (given) => {
    const { url } = given.emulator
    const keys = {
      publishableKey: publishableKeyFor(FRONTEND_API_HOST.development),
      secretKey: "sk_test_emulator"
    }
    const extensionId = serverFor ?? new URL(given.origin).host
    const server = await startExampleServer({ emulator: { url, ...keys }, extensionId, port })
    try {
      await story({ ...given, server })
    } finally {
      await server.stop()
    }
  })
}

test("the workspace shows what the example server reads from the session token, after each change", () =>
  withServer({ seed: "active" }, async ({ observer, openPage, snapshot, emulator }) => {
    await signInAs(observer, ada)
    const { user } = await snapshot("active")

    const tab = await openPage(WORKSPACE)
    await says(tab, `${user.id} Session active Organization acme Role org:admin`)

    await emulator.addOrganization({ name: "Umbrella", memberOf: user.id })
    await tab.reload()
    await press(tab, "Umbrella")
    await says(tab, "Organization umbrella Role org:member")
  }))

test("the notes of the guide are added and deleted, and a server that's gone is named", () =>
  withServer({ seed: "active", change: addNotes }, async ({ observer, openPage, server }) => {
    await signInAs(observer, ada)
    const tab = await openPage(NOTES)

    await press(tab, "Add")
    await press(tab, "Delete Milk")
    await vanishes(tab, "button", "Delete Milk")
    await press(tab, "Add")
    await sees(tab, "button", "Delete Milk")
    await server.stop()
    await press(tab, "Add")

    await says(tab, text("errorApiUnreachable"))
  }))

test("a pending session gets nothing: its pages send no token, and the server rejects a token sent anyway", () =>
  withServer(
    { seed: "pending-setup-mfa", change: addNotes, expectedErrors: [/401/] },
    async ({ observer, openPage, server }) => {
      await signInAs(observer, ada)
      const tab = await openPage(NOTES)
      await says(tab, text("errorSignedOut"))

      const { value } = (await command(observer, "get-token", { treatPendingAsSignedOut: false })) as {
        value: string
      }
      const status = await tab.evaluate(
        async (url, token) => {
          const { status } = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
          return status
        },
        `${server.url}/notes`,
        value
      )

      expect(value).toMatch(/^ey/)
      expect(status).toBe(401)
    }
  ))

test("a server for another extension rejects the session, and the workspace says so", () =>
  withServer(
    { seed: "active", serverFor: "abcdefghijklmnopabcdefghijklmnop", expectedErrors: [/401/] },
    async ({ observer, openPage }) => {
      await signInAs(observer, ada)

      const tab = await openPage(WORKSPACE)

      await says(tab, text("errorApiRefused"))
    }
  ))

/** The build with a page for the component in docs/guides/call-your-api.md, in a folder of its own. */
function addNotes(directory: string) {
  const copy = path.join(folder, "extension")
  cpSync(directory, copy, { recursive: true })
  writeFileSync(
    path.join(copy, NOTES),
    '<!doctype html><div id="root"></div><script src="notes.js"></script>'
  )
  writeFileSync(path.join(copy, "tabs/notes.js"), notes)
  return copy
}

let notes: Uint8Array
beforeAll(async () => {
  const guide = readFileSync(path.join(PROJECT, "docs/guides/call-your-api.md"), "utf8")
  const example = /```tsx\n(.*?)```/s.exec(guide)?.[1] ?? ""
  const render = 'createRoot(document.getElementById("root")!).render(<Notes />)'
  const { outputFiles } = await build({
    stdin: {
      contents: `${example}\nimport { createRoot } from "react-dom/client"\n${render}`,
      loader: "tsx",
      resolveDir: PROJECT
    },
    alias: Object.fromEntries(
      ["i18n", "messaging", "react", "session"].map((room) => [`~${room}`, `./src/${room}`])
    ),
    define: {
      "process.env": "{}",
      "process.env.NODE_ENV": '"production"',
      "process.env.PLASMO_PUBLIC_API_URL": JSON.stringify(`http://localhost:${port}`)
    },
    jsx: "automatic",
    bundle: true,
    write: false
  })
  notes = outputFiles[0]?.contents ?? new Uint8Array()
})

async function freePort() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === "object" && address ? address.port : 0
}
