import { afterEach, describe, expect, test, vi } from "vitest"
import type { EmulatorOptions } from "../../../../emulator/start"
import { type BuildEnvironment, resolveBuildEnvironment } from "../../../../scripts/build-environment"
import { allowOrigin, examineAllowedOrigins } from "../../../../scripts/doctor/allowed-origins"
import { type BackendApi, examineSecretKey } from "../../../../scripts/doctor/backend-api"
import { examine } from "../../../../scripts/doctor/examine"
import { examineFrontendApi } from "../../../../scripts/doctor/frontend-api"
import { allowRedirectUrl, examineRedirectUrls } from "../../../../scripts/doctor/redirect-urls"
import { publishableKeyFor } from "../../../../scripts/publishable-key"
import { emulate, type TestEmulator } from "../../../emulator/support"
import { startBackendApi } from "../../../support/backend-api"

const SECRET_KEY = "sk_live_QxvHTnRPz3bWq8"
const EXTENSION = "chrome-extension://nmnpofbnkfhnkmelnjipmdbimhbgcfjb"
const REDIRECT_URL = "https://nmnpofbnkfhnkmelnjipmdbimhbgcfjb.chromiumapp.org/sso-callback"
const production: EmulatorOptions = { instance: "production" }
const noBuild = { directory: "/nowhere", command: "npm run build" }

const running: { stop(): void }[] = []
afterEach(() => {
  for (const server of running.splice(0)) server.stop()
})

function variablesFor({ publishableKey, url }: TestEmulator, more: Record<string, string> = {}) {
  return { PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_FRONTEND_API: url, ...more }
}

async function withSecretKey(
  emulator: TestEmulator,
  options: Partial<Parameters<typeof startBackendApi>[1]> = {}
) {
  const backendApi = await startBackendApi(emulator, { secretKey: SECRET_KEY, ...options })
  running.push(backendApi)
  const variables = variablesFor(emulator, { CLERK_SECRET_KEY: SECRET_KEY, CLERK_API_URL: backendApi.url })
  return { backendApi, variables }
}

const backendApiWith = (some: Partial<BackendApi>): BackendApi => ({
  readAllowedOrigins: async () => [],
  writeAllowedOrigins: async () => true,
  readRedirectUrls: async () => [],
  addRedirectUrl: async () => true,
  ...some
})

async function stateOf(subject: string, variables: Record<string, string>) {
  const finding = (await examine(variables, noBuild)).find((candidate) => candidate.subject === subject)
  return [finding?.state, finding?.message] as const
}

async function subjectsToFix(variables: Record<string, string>) {
  const findings = await examine(variables, noBuild)
  return findings.filter(({ state }) => state === "fix").map(({ subject }) => subject)
}

/** Does what `--allow-origin` does. */
const allow = (variables: Record<string, string>) => change(variables, allowOrigin)

/** Does what `--allow-redirect-url` does. */
const allowRedirect = (variables: Record<string, string>) => change(variables, allowRedirectUrl)

async function change<Result>(
  variables: Record<string, string>,
  run: (build: BuildEnvironment, backendApi: BackendApi) => Promise<Result>
) {
  const build = resolveBuildEnvironment(variables)
  const { keyIds } = await examineFrontendApi(build)
  const { backendApi } = await examineSecretKey(variables, build, keyIds)
  if (!backendApi) throw new Error("There's no Backend API.")
  return run(build, backendApi)
}

test.each([{}, production])(
  "an instance that accepts the extension has nothing to fix: %j",
  async (options) => {
    expect(await subjectsToFix(variablesFor(await emulate(options)))).toEqual([])
  }
)

test("the doctor finds a Native API that is off, and notices when it's on again", async () => {
  const emulator = await emulate(production)
  await emulator.changeSettings({ nativeApi: { enabled: false } })
  expect(await stateOf("Native API", variablesFor(emulator))).toEqual([
    "fix",
    "off, but the extension needs it"
  ])

  await emulator.changeSettings({ nativeApi: { enabled: true } })

  expect(await subjectsToFix(variablesFor(emulator))).toEqual([])
})

test("the doctor finds an origin that isn't allowed without a secret key", async () => {
  const emulator = await emulate(production)
  await emulator.changeSettings({ allowedOrigins: ["https://app.example.com"] })

  expect(await stateOf("Allowed origins", variablesFor(emulator))).toEqual([
    "fix",
    `${EXTENSION} is missing. The Frontend API rejects it with origin_invalid.`
  ])
})

test("the doctor finds an origin that Clerk rejects only together with a session", async () => {
  const emulator = await emulate(production)
  const conflict = { errors: [{ code: "origin_authorization_headers_conflict", message: "Forbidden." }] }
  const match = { path: "/v1/client" }
  await emulator.setFaults([
    { match, times: 1, delayMs: 0 },
    { match, status: 400, body: conflict }
  ])

  const [state, message] = await stateOf("Allowed origins", variablesFor(emulator))

  expect(state).toBe("fix")
  expect(message).toContain("origin_authorization_headers_conflict")
})

describe("for the settings of a Clerk app", () => {
  test("the doctor lists the sign-in methods that work in an extension", async () => {
    expect(await stateOf("Sign-in methods", variablesFor(await emulate()))).toEqual([
      "ok",
      "passwords and codes by email work in the extension."
    ])
  })

  test("the list includes phone numbers and passkeys", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ signIn: { phoneCode: true }, passkeys: { enabled: true } })

    expect(await stateOf("Sign-in methods", variablesFor(emulator))).toEqual([
      "ok",
      "passwords, codes by email, codes by text message, and passkeys work in the extension."
    ])
  })

  test("passkeys need a domain, which only the author knows", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ passkeys: { enabled: true } })
    const variables = variablesFor(emulator)

    expect((await stateOf("Passkeys", variables))[0]).toBe("skipped")
    const domain = { ...variables, CLERK_PASSKEY_DOMAIN: "example.com" }
    expect((await examine(domain, noBuild)).map(({ subject }) => subject)).not.toContain("Passkeys")
  })

  test("the doctor finds an app without any method that works", async () => {
    const emulator = await emulate()
    const off = { password: false, emailCode: false }
    await emulator.changeSettings({ signIn: off, social: { google: true } })

    const withoutSso = variablesFor(emulator, { PLASMO_PUBLIC_CLERK_SSO: "off" })
    expect(await stateOf("Sign-in methods", withoutSso)).toEqual([
      "fix",
      "None that is on works in the extension (Google)."
    ])
    const withSso = variablesFor(emulator)
    expect(await stateOf("Sign-in methods", withSso)).toEqual(["ok", "Google works in the extension."])
  })

  test("the doctor finds a CAPTCHA at sign-up, and notices when it's off again", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ captcha: { enabled: true } })
    expect(await subjectsToFix(variablesFor(emulator))).toEqual(["Bot protection"])
    await emulator.changeSettings({ signUp: { mode: "restricted" } })
    expect(await subjectsToFix(variablesFor(emulator))).toEqual([])

    await emulator.changeSettings({ signUp: { mode: "public" }, captcha: { enabled: false } })

    expect(await subjectsToFix(variablesFor(emulator))).toEqual([])
  })

  test("the doctor finds legal consent without a link", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ signUp: { legalConsent: true } })
    expect(await subjectsToFix(variablesFor(emulator))).toEqual(["Legal consent"])

    await emulator.changeSettings({ legal: { termsUrl: "https://acme.com/terms" } })

    expect(await subjectsToFix(variablesFor(emulator))).toEqual([])
  })

  test("the doctor skips what Clerk doesn't report, with a link to the setting", async () => {
    const emulator = await emulate()
    const unchecked = async () =>
      (await examine(variablesFor(emulator), noBuild)).filter(({ fix = "" }) =>
        fix.includes("/protect/rules")
      )

    expect((await unchecked()).map(({ subject, state }) => [subject, state])).toEqual([
      ["Clerk Protect", "skipped"],
      ["Device Trust", "skipped"]
    ])
    await emulator.changeSettings({ signIn: { password: false } })
    expect((await unchecked()).map(({ subject }) => subject)).toEqual(["Clerk Protect"])
  })
})

test("the doctor leaves nothing behind at the instance", async () => {
  const emulator = await emulate(production)

  await examine(variablesFor(emulator), noBuild)

  expect((await emulator.state()).clients).toEqual([])
  expect(await emulator.requests()).not.toEqual([])
})

describe("with a secret key", () => {
  test("the doctor finds a missing origin, and adds it to the existing ones", async () => {
    const emulator = await emulate(production)
    const others = ["https://app.example.com", "capacitor://localhost"]
    await emulator.changeSettings({ allowedOrigins: others })
    const { backendApi, variables } = await withSecretKey(emulator, { allowedOrigins: others })
    expect(await subjectsToFix(variables)).toEqual(["Allowed origins"])

    const origins = await allow(variables)

    expect(origins).toEqual([...others, EXTENSION])
    expect(backendApi.allowedOrigins).toEqual([...others, EXTENSION])
    expect(await subjectsToFix(variables)).toEqual([])
    expect(await stateOf("Allowed origins", variables)).toEqual(["ok", `${EXTENSION} is included.`])
  })

  test("production needs the origin even if Clerk doesn't reject it yet", async () => {
    const { variables } = await withSecretKey(await emulate(production))

    expect(await stateOf("Allowed origins", variables)).toEqual(["fix", `${EXTENSION} is missing.`])
  })

  test("the doctor doesn't add an existing origin again", async () => {
    const { backendApi, variables } = await withSecretKey(await emulate(production), {
      allowedOrigins: [EXTENSION]
    })

    expect(await allow(variables)).toEqual([EXTENSION])
    expect(backendApi.changes).toEqual([])
  })

  test("the doctor overwrites nothing if Clerk doesn't return the existing origins", async () => {
    const { backendApi, variables } = await withSecretKey(await emulate(production), {
      allowedOrigins: undefined
    })

    await expect(allow(variables)).rejects.toThrow("the others would be lost")
    expect(backendApi.changes).toEqual([])
  })

  test.each([
    ["of another instance", SECRET_KEY, true, "fix", "a different instance"],
    ["that Clerk rejects", "sk_live_old", false, "fix", "Clerk rejects"],
    ["of a development instance", "sk_test_x", false, "fix", "doesn't start with sk_live_"],
    ["that is a publishable one", "pk_live_x", false, "fix", "doesn't start with sk_live_"],
    ["that is missing", "", false, "skipped", "isn't set"]
  ])(
    "the doctor recognizes one %s, and changes nothing with it",
    async (_, secretKey, isOfOther, state, message) => {
      const emulator = await emulate(production)
      const { backendApi, variables } = await withSecretKey(emulator, {
        ...(isOfOther && { keysOf: await emulate() })
      })
      const given = { ...variables, CLERK_SECRET_KEY: secretKey }

      const found = await stateOf("Secret key", given)

      expect(found).toEqual([state, expect.stringContaining(message)])
      await expect(allow(given)).rejects.toThrow("no Backend API")
      expect(backendApi.changes).toEqual([])
    }
  )

  test.each([
    "http://api.clerk.com",
    "https://api.clerk.com.example.com",
    "https://example.com",
    "http://localhost.example.com",
    "http://localhost:1@example.com",
    "https://api.clerk.com@example.com",
    "ftp://localhost",
    "api.clerk.com"
  ])("the doctor doesn't send it to %s", async (address) => {
    const fetching = vi.spyOn(globalThis, "fetch")
    const { variables } = await withSecretKey(await emulate(production))

    const found = await stateOf("Secret key", { ...variables, CLERK_API_URL: address })

    expect(found).toEqual(["fix", expect.stringContaining("the key wasn't sent")])
    expect(JSON.stringify(fetching.mock.calls)).not.toContain(SECRET_KEY)
  })

  test("the doctor prints the host before it sends the key", async () => {
    const { backendApi, variables } = await withSecretKey(await emulate(production))
    const order: string[] = []
    vi.spyOn(console, "log").mockImplementation((line: string) => order.push(line))
    vi.spyOn(globalThis, "fetch").mockImplementationOnce(async () => {
      order.push("sent")
      return new Response("", { status: 401 })
    })

    await examineSecretKey(variables, resolveBuildEnvironment(variables), [])

    expect(order).toEqual([`Sending CLERK_SECRET_KEY to ${new URL(backendApi.url).host} ...`, "sent"])
  })

  test("the doctor never allows the development ID in a production instance", async () => {
    const changes: string[][] = []
    const backendApi = backendApiWith({
      writeAllowedOrigins: async (origins) => changes.push(origins) > 0
    })
    const live = { PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor("clerk.example.com", "production") }

    await expect(allowOrigin(resolveBuildEnvironment(live), backendApi)).rejects.toThrow("development ID")
    expect(changes).toEqual([])
  })

  test("a production instance that allows the development ID has something to fix", async () => {
    const live = { PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor("clerk.example.com", "production") }
    const backendApi = backendApiWith({ readAllowedOrigins: async () => [EXTENSION] })
    const clerk = { findings: [], refusal: { code: undefined }, keyIds: [] }

    const found = await examineAllowedOrigins(resolveBuildEnvironment(live), clerk, backendApi)

    expect(found).toMatchObject({ state: "fix", fix: expect.stringContaining("Remove it") })
  })

  test("the doctor finds a missing redirect URL, and adds it once", async () => {
    const emulator = await emulate(production)
    const { backendApi, variables } = await withSecretKey(emulator)
    const withSso = { ...variables, PLASMO_PUBLIC_CLERK_SSO: "on" }
    expect(await stateOf("Redirect URL", withSso)).toEqual(["fix", `${REDIRECT_URL} isn't allowed.`])

    await allowRedirect(withSso)
    await allowRedirect(withSso)

    expect(backendApi.redirectUrls).toEqual([REDIRECT_URL])
    expect((await emulator.state()).settings.redirectUrls).toEqual([REDIRECT_URL])
    expect(await stateOf("Redirect URL", withSso)).toEqual(["ok", `${REDIRECT_URL} is allowed.`])
  })

  test("a build without SSO needs no redirect URL", async () => {
    const { variables } = await withSecretKey(await emulate(production))

    expect(await stateOf("Redirect URL", variables)).toEqual([undefined, undefined])
  })

  test("a production instance that allows the development ID's redirect URL has something to fix", async () => {
    const live = {
      PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor("clerk.example.com", "production"),
      PLASMO_PUBLIC_CLERK_SSO: "on"
    }
    const build = resolveBuildEnvironment(live)
    const added: string[] = []
    const backendApi = backendApiWith({
      readRedirectUrls: async () => [REDIRECT_URL],
      addRedirectUrl: async (url) => added.push(url) > 0
    })

    const [found] = await examineRedirectUrls(build, backendApi)

    expect(found).toMatchObject({ state: "fix", fix: expect.stringContaining("Remove it") })
    await expect(allowRedirectUrl(build, backendApi)).rejects.toThrow("development ID")
    expect(added).toEqual([])
  })

  test("the doctor never reports it", async () => {
    const emulator = await emulate(production)
    const { variables } = await withSecretKey(emulator)
    const refused = { ...variables, CLERK_SECRET_KEY: `${SECRET_KEY}x` }

    const findings = [...(await examine(variables, noBuild)), ...(await examine(refused, noBuild))]

    expect(JSON.stringify(findings)).not.toContain(SECRET_KEY)
  })
})

describe("with a Frontend API that", () => {
  test("doesn't respond, the doctor reports the reason and skips what depends on it", async () => {
    const emulator = await emulate(production)
    const gone = await startBackendApi(emulator, { secretKey: SECRET_KEY })
    gone.stop()
    const variables = variablesFor(emulator, { CLERK_FRONTEND_API: gone.url })

    expect(await stateOf("Frontend API", variables)).toEqual([
      "fix",
      `${gone.url} doesn't respond: nothing is listening there.`
    ])
    expect(await stateOf("Allowed origins", variables)).toEqual([
      "skipped",
      "The Frontend API doesn't respond."
    ])
  })

  test.each([
    ["is a different website", { malformed: "html" as const }, "fix", "doesn't come from Clerk"],
    ["has a server error", { status: 500 }, "skipped", "currently responds with 500"],
    ["is in maintenance", { status: 503 }, "skipped", "currently responds with 503"],
    [
      "has no such instance",
      { status: 400, body: { errors: [{ code: "host_invalid", message: "Invalid host" }] } },
      "fix",
      "has no instance"
    ]
  ])("%s, the doctor reports which", async (_, fault, state, message) => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path: "/v1/*" }, ...fault }])

    expect(await stateOf("Frontend API", variablesFor(emulator))).toEqual([
      state,
      expect.stringContaining(message)
    ])
  })

  test("is of a different type, the doctor reports the publishable key", async () => {
    const emulator = await emulate(production)
    const key = publishableKeyFor(emulator.frontendApi, "development")

    const [found] = await subjectsToFix(variablesFor(emulator, { PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: key }))

    expect(found).toBe("Publishable key")
  })
})

describe("variables that stop a build", () => {
  test.each([
    [
      "Publishable key",
      { PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: "pk_live_x" },
      "isn't a complete publishable key"
    ],
    ["CRX_PUBLIC_KEY", { CRX_PUBLIC_KEY: "x" }, "isn't a public key"],
    ["PLASMO_PUBLIC_CLERK_SYNC_HOST", { PLASMO_PUBLIC_CLERK_SYNC_HOST: "http://x.example" }, "over https"],
    ["CLERK_FRONTEND_API", { CLERK_FRONTEND_API: "https://other.example" }, "the publishable key is for"]
  ])("are found, such as %s, without a request", async (subject, wrong, reason) => {
    const emulator = await emulate()

    const [state, message] = await stateOf(subject, variablesFor(emulator, wrong))

    expect(state).toBe("fix")
    expect(message).toContain(reason)
    expect(await emulator.requests()).toEqual([])
  })

  test("are all found at once", async () => {
    const wrong = { CRX_PUBLIC_KEY: "x", PLASMO_PUBLIC_CLERK_SYNC_HOST: "http://x.example" }

    expect(await subjectsToFix(variablesFor(await emulate(), wrong))).toEqual(Object.keys(wrong))
  })
})
