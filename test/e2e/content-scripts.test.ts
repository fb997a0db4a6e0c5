import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { build } from "esbuild"
import { afterAll, beforeAll, expect, test } from "vitest"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"
import { PROJECT } from "../../scripts/project"
import { addContentScript, reporting, resultsOf } from "../support/content-script"
import { press, says } from "../support/on-page"
import { signIn } from "../support/steps"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const ORIGIN = `https://${FRONTEND_API_HOST.development}`

let folder: string
let example: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "content-scripts-"))
  example = await exampleOfDocs()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The content script from docs/guides/a-content-script.md, in a form that a browser can run. */
async function exampleOfDocs() {
  const page = readFileSync(path.join(PROJECT, "docs/guides/a-content-script.md"), "utf8")
  const { outputFiles } = await build({
    stdin: { contents: /```ts\n(.*?)```/s.exec(page)?.[1] ?? "", loader: "ts", resolveDir: PROJECT },
    alias: { "~messaging/send": "./src/messaging/send.ts" },
    bundle: true,
    write: false
  })
  return outputFiles[0]?.text ?? ""
}

const tries = `async () => {
  const send = (name, body) => chrome.runtime.sendMessage({ name, body })
  return {
    getSignedInName: await send("get-signed-in-name"),
    getSignedInNameOf: await send("get-signed-in-name", { sessionId: "sess_1" }),
    getToken: await send("get-token"),
    signOut: await send("sign-out"),
    nonsense: await send("nonsense")
  }
}`

const refused = (code: string) => ({ ok: false, failure: expect.objectContaining({ code }) })

test("a content script on an origin that the build names gets a name once nothing is left to do, and no more", () =>
  withExtension(
    {
      seed,
      contentScriptOrigins: ORIGIN,
      change: (directory) =>
        addContentScript(directory, path.join(folder, "extension"), `${example};${reporting(tries)}`)
    },
    async ({ browser, emulator, openPopup, taskPage, snapshot }) => {
      await signIn(await openPopup())
      const task = await taskPage("choose-organization")
      const website = await browser.newPage()
      await website.goto(`${ORIGIN}/demo`)
      expect(await resultsOf(website)).toMatchObject({
        getSignedInName: { ok: true, value: { isSignedIn: false, name: null } }
      })

      await task.bringToFront()
      await press(task, "Acme")
      await snapshot("active")
      await website.bringToFront()
      await website.reload()

      await says(website, "Hello Ada Lovelace")
      expect(await resultsOf(website)).toEqual({
        getSignedInName: { ok: true, value: { isSignedIn: true, name: "Ada Lovelace" } },
        getSignedInNameOf: refused("invalid-request"),
        getToken: refused("forbidden-sender"),
        signOut: refused("forbidden-sender"),
        nonsense: refused("forbidden-sender")
      })
      await website.goto(emulator.url)
      expect(await resultsOf(website)).toMatchObject({ getSignedInName: refused("forbidden-sender") })
    }
  ))
