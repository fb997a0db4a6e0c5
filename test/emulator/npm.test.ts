import { existsSync, readdirSync } from "node:fs"
import { expect, test } from "vitest"
import { emulate } from "./support"

const hasComponents = existsSync("emulator/web/prebuilt/node_modules/@clerk/ui/package.json")

async function load(script: string) {
  const { url } = await emulate()
  const response = await fetch(`${url}/npm/@clerk/${script}`, {
    headers: { origin: "http://localhost:3000" }
  })
  const text = await response.text()
  return { response, text, message: text.startsWith("{") && JSON.parse(text).errors[0].long_message }
}

test.for(["6", "6.40.0", "latest"])(
  "any local web app may load clerk-js@%s, also in CORS mode",
  async (version) => {
    const { response } = await load(`clerk-js@${version}/dist/clerk.browser.js`)

    expect(response.status).toBe(200)
    expect(response.headers.get("content-type")).toMatch(/^text\/javascript/)
    expect(response.headers.get("access-control-allow-origin")).toBe("*")
  }
)

test("the chunks that a script loads are beside it", async () => {
  const chunk = readdirSync("node_modules/@clerk/clerk-js/dist").find((name) =>
    /^query-core-vendors_clerk\.browser_.*\.js$/.test(name)
  )

  expect((await load(`clerk-js@6/dist/${chunk}`)).response.status).toBe(200)
})

test("another major version isn't served, and the answer names the one that is", async () => {
  const { response, message } = await load("clerk-js@5/dist/clerk.browser.js")

  expect(response.status).toBe(404)
  expect(message).toMatch(/^The emulator serves @clerk\/clerk-js 6\./)
})

test.skipIf(hasComponents)("without Clerk's components, the answer says how to install them", async () => {
  const { response, message } = await load("ui@1/dist/ui.browser.js")

  expect(response.status).toBe(404)
  expect(message).toContain("npm run emulator:prebuilt")
})

test.for(["clerk-js@6/dist/..%2Fpackage.json", "clerk-js@6/dist/none.js", "react@6/dist/index.js"])(
  "%s isn't served",
  async (script) => {
    expect((await load(script)).response.status).toBe(404)
  }
)
