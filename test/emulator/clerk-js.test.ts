import { expect, test } from "vitest"
import { emulate } from "./support"

test("any local web app may load the SDK's scripts, also in CORS mode, and no other file", async () => {
  const { url } = await emulate()
  const load = (file: string) =>
    fetch(`${url}/demo/clerk-js/${file}`, { headers: { origin: "http://localhost:3000" } })

  const script = await load("clerk.browser.js")
  const other = await load("..%2Fpackage.json")

  expect(script.status).toBe(200)
  expect(script.headers.get("content-type")).toMatch(/^text\/javascript/)
  expect(script.headers.get("access-control-allow-origin")).toBe("*")
  expect(other.status).toBe(404)
})
