import { expect, test, vi } from "vitest"
import { resolveBuildEnvironment } from "../../../../scripts/build-environment"
import { examineSyncHost } from "../../../../scripts/doctor/sync-host"
import { publishableKeyFor } from "../../../../scripts/publishable-key"

const production = publishableKeyFor("clerk.example.com", "production")
const development = publishableKeyFor("clever-cat-1.clerk.accounts.dev")

async function statesOf(key: string, syncHost: string) {
  const environment = resolveBuildEnvironment({
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: key,
    PLASMO_PUBLIC_CLERK_SYNC_HOST: syncHost
  })
  return (await examineSyncHost(environment)).map(({ subject, state }) => `${subject}: ${state}`)
}

const answers = () => vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("<html>"))
const isDown = () => vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("fetch failed"))

test("without a sync host, the doctor sends no request", async () => {
  const fetching = answers()

  expect(await statesOf(production, "")).toEqual(["Sync host: ok"])
  expect(fetching).not.toHaveBeenCalled()
})

test.each([
  ["https://example.com", "ok"],
  ["https://app.example.com", "ok"],
  ["https://clerk.example.com", "ok"],
  ["https://example.org", "fix"],
  ["https://notexample.com", "fix"],
  ["http://localhost:3000", "fix"]
])(
  "in production, the cookies of a web app at %s and of clerk.example.com are: %s",
  async (syncHost, state) => {
    answers()

    expect(await statesOf(production, syncHost)).toEqual(["Sync host: ok", `Cookies: ${state}`])
  }
)

test("in development, the doctor skips the cookies, which only a browser can check", async () => {
  answers()

  expect(await statesOf(development, "http://localhost:3000")).toEqual(["Sync host: ok", "Cookies: skipped"])
})

test("a local web app that isn't running is skipped, but a remote one that doesn't respond needs a fix", async () => {
  isDown()

  expect((await statesOf(development, "http://localhost:3000"))[0]).toBe("Sync host: skipped")
  expect((await statesOf(production, "https://app.example.com"))[0]).toBe("Sync host: fix")
})
