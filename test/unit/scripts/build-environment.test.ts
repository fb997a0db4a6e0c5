import { generateKeyPairSync } from "node:crypto"
import { expect, test } from "vitest"
import { resolveBuildEnvironment, withInspector } from "../../../scripts/build-environment"
import { publishableKeyFor } from "../../../scripts/publishable-key"

const KEY = publishableKeyFor("clever-cat-1.clerk.accounts.dev")
const resolve = (variables: Record<string, string>) =>
  resolveBuildEnvironment({ PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: KEY, ...variables })

test("a publishable key is all that a build needs", () => {
  const environment = resolve({})

  expect(environment).toMatchObject({
    frontendApi: "https://clever-cat-1.clerk.accounts.dev",
    isForEmulator: false,
    isForDevelopmentInstance: true,
    hasDevelopmentId: true
  })
  expect(environment.variables).toMatchObject({
    CLERK_FRONTEND_API: "https://clever-cat-1.clerk.accounts.dev",
    CSP_CONNECT_SRC: "https://clever-cat-1.clerk.accounts.dev",
    CLERK_SYNC_PERMISSION: "",
    CLERK_SYNC_HOST_PATTERN: "",
    CLERK_SYNC_DOMAIN_PATTERN: "",
    PLASMO_PUBLIC_CLERK_EMULATOR_URL: "",
    PLASMO_PUBLIC_CLERK_SYNC_HOST: "",
    PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS: ""
  })
})

test("only a build for authors has the inspector, whatever a file sets", () => {
  const environment = resolve({ PLASMO_PUBLIC_INSPECTOR: "on" })

  expect(environment.variables.PLASMO_PUBLIC_INSPECTOR).toBe("")
  expect(withInspector(environment).variables).toEqual({
    ...environment.variables,
    PLASMO_PUBLIC_INSPECTOR: "on"
  })
})

test("a production key means a production instance", () => {
  const key = publishableKeyFor("clerk.example.com", "production")

  const environment = resolveBuildEnvironment({ PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: ` ${key}\n` })

  expect(environment).toMatchObject({
    frontendApi: "https://clerk.example.com",
    isForDevelopmentInstance: false
  })
  expect(environment.variables.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY).toBe(key)
})

test.each([
  ["missing", undefined, "isn't set"],
  ["empty", "", "isn't set"],
  ["the placeholder of Clerk's docs", "YOUR_PUBLISHABLE_KEY", "isn't a complete publishable key"],
  ["without its prefix", KEY.slice("pk_test_".length), "isn't a complete publishable key"],
  ["of another kind", KEY.replace("pk_test_", "pk_demo_"), "isn't a complete publishable key"],
  ["cut off", KEY.slice(0, -8), "isn't a complete publishable key"],
  ["not base64", "pk_test_%%%", "isn't a complete publishable key"],
  ["for no host", "pk_test_", "isn't a complete publishable key"],
  ["for a host without a dot", publishableKeyFor("localhost"), "isn't a complete publishable key"],
  [
    "for an address with a path",
    publishableKeyFor("clerk.example.com/evil"),
    "isn't a complete publishable key"
  ],
  [
    "for a host that breaks out of the policy",
    publishableKeyFor("a.b; script-src *"),
    "isn't a complete publishable key"
  ],
  ["a secret key", "sk_test_aBcDeFgH", "secret key"]
])("a publishable key that is %s stops the build, and the error says where to find it", (_, key, reason) => {
  const build = () => resolveBuildEnvironment({ PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: key })

  expect(build).toThrow(reason)
  expect(build).toThrow("https://dashboard.clerk.com/~/api-keys")
  expect(build).toThrow("npm run emulator")
})

test("a local http URL makes a build for the emulator", () => {
  const environment = resolve({ CLERK_FRONTEND_API: "http://localhost:4000/" })

  expect(environment.isForEmulator).toBe(true)
  expect(environment.variables).toMatchObject({
    CLERK_FRONTEND_API: "http://localhost:4000",
    PLASMO_PUBLIC_CLERK_EMULATOR_URL: "http://localhost:4000"
  })
})

test.each([
  ["http://clever-cat-1.clerk.accounts.dev", "plain http"],
  ["http://192.168.0.10:4000", "plain http"],
  ["https://other-dog-2.clerk.accounts.dev", "the publishable key is for"],
  ["clever-cat-1.clerk.accounts.dev", "should be an origin"],
  ["https://clever-cat-1.clerk.accounts.dev/v1", "should be an origin"],
  ["https://user@clever-cat-1.clerk.accounts.dev", "should be an origin"],
  ["ftp://localhost", "should be an origin"]
])("the Frontend API can't be %s", (address, reason) => {
  expect(() => resolve({ CLERK_FRONTEND_API: address })).toThrow(reason)
})

test("a sync host adds the permission for cookies of its host, with any port", () => {
  const { variables } = resolve({ PLASMO_PUBLIC_CLERK_SYNC_HOST: "http://localhost:3000" })

  expect(variables).toMatchObject({
    PLASMO_PUBLIC_CLERK_SYNC_HOST: "http://localhost:3000",
    CLERK_SYNC_PERMISSION: "cookies",
    CLERK_SYNC_HOST_PATTERN: "*://localhost/*",
    CLERK_SYNC_DOMAIN_PATTERN: ""
  })
})

test.each([
  ["https://app.example.com", "https://app.example.com/*", "https://example.com/*"],
  ["https://example.com", "https://example.com/*", ""],
  ["https://example.org", "https://example.org/*", "https://example.com/*"],
  // Clerk's guide uses this one, and the extension may reach it anyway.
  ["https://clerk.example.com", "", "https://example.com/*"]
])(
  "in production, a sync host at %s adds the permission for cookies of the domain too",
  (syncHost, pattern, domain) => {
    const { variables } = resolve({
      PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor("clerk.example.com", "production"),
      PLASMO_PUBLIC_CLERK_SYNC_HOST: syncHost
    })

    expect(variables).toMatchObject({
      PLASMO_PUBLIC_CLERK_SYNC_HOST: syncHost,
      CLERK_SYNC_HOST_PATTERN: pattern,
      CLERK_SYNC_DOMAIN_PATTERN: domain
    })
  }
)

test("users stay signed in until they sign out or until the browser closes, and no other value is valid", () => {
  const variable = "PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL"

  expect(resolve({}).variables[variable]).toBe("")
  expect(resolve({ [variable]: "browser-closes" }).variables[variable]).toBe("browser-closes")
  expect(() => resolve({ [variable]: "tomorrow" })).toThrow("should be browser-closes")
})

test("SSO and its permission are on for a development instance, and for a production instance that turns it on", () => {
  const variable = "PLASMO_PUBLIC_CLERK_SSO"
  const live = { PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor("clerk.example.com", "production") }
  const ssoOf = (given: Parameters<typeof resolve>[0]) => {
    const { hasSso, variables } = resolve(given)
    return [hasSso, variables[variable], variables.CLERK_SSO_PERMISSION]
  }

  expect(ssoOf({})).toEqual([true, "on", "identity"])
  expect(ssoOf({ [variable]: "off" })).toEqual([false, "", ""])
  expect(ssoOf(live)).toEqual([false, "", ""])
  expect(ssoOf({ ...live, [variable]: "on" })).toEqual([true, "on", "identity"])
  expect(() => resolve({ [variable]: "yes" })).toThrow("should be on or off")
})

test.each([
  ["example.com", "https://example.com/*"],
  ["localhost", "*://localhost/*"],
  ["", ""]
])("passkeys of %s need a permission for exactly that host", (domain, pattern) => {
  expect(resolve({ CLERK_PASSKEY_DOMAIN: domain }).variables).toMatchObject({
    CLERK_PASSKEY_PATTERN: pattern
  })
})

test.each(["https://example.com", "*.example.com", "example.com/", "a b"])(
  "passkeys can't belong to %s",
  (domain) => {
    expect(() => resolve({ CLERK_PASSKEY_DOMAIN: domain })).toThrow("CLERK_PASSKEY_DOMAIN")
  }
)

test.each([
  ["http://app.example.com", "over https"],
  ["app.example.com", "should be an origin"],
  ["https://*.example.com/", "should be an origin"],
  ["https://app.example.com/sign-in", "should be an origin"]
])("the sync host can't be %s", (address, reason) => {
  expect(() => resolve({ PLASMO_PUBLIC_CLERK_SYNC_HOST: address })).toThrow(reason)
})

test("content scripts may send their query on the listed origins, whatever separates them", () => {
  const { variables } = resolve({
    PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS:
      " https://app.example.com,  https://EXAMPLE.com:443/ http://localhost:3000 "
  })

  expect(variables.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS).toBe(
    "https://app.example.com https://example.com http://localhost:3000"
  )
})

test.each([
  ["http://app.example.com", "over plain http"],
  ["*", "should be an origin"],
  ["https://*.example.com", "should be an origin"],
  ["https://app.example.com/inbox", "should be an origin"],
  ["https://app.example.com, null", "should be an origin"],
  ["chrome-extension://abcdefghijklmnopabcdefghijklmnop", "should be an origin"]
])("the origins of content scripts can't be %s", (origins, reason) => {
  expect(() => resolve({ PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS: origins })).toThrow(reason)
})

test("the extension may call the API at its origin, and nothing else is added", () => {
  const { variables } = resolve({ PLASMO_PUBLIC_API_URL: "https://api.example.com:8443/v1/" })

  expect(variables).toMatchObject({
    PLASMO_PUBLIC_API_URL: "https://api.example.com:8443/v1",
    CSP_CONNECT_SRC: "https://clever-cat-1.clerk.accounts.dev https://api.example.com:8443",
    API_HOST_PATTERN: "https://api.example.com:8443/*"
  })
})

test("without an API, there's nothing to allow", () => {
  expect(resolve({}).variables).toMatchObject({ PLASMO_PUBLIC_API_URL: "", API_HOST_PATTERN: "" })
})

test.each([
  [{}, "http://localhost:4000/demo/api", "http://localhost:4000", ""],
  [
    { PLASMO_PUBLIC_API_URL: "http://localhost:3000" },
    "http://localhost:3000",
    "http://localhost:4000 http://localhost:3000",
    "http://localhost:3000/*"
  ]
])(
  "a build for the emulator uses the emulator's API unless you set a different one: %o",
  (given, url, policy, pattern) => {
    const { variables } = resolve({ CLERK_FRONTEND_API: "http://localhost:4000", ...given })

    expect(variables).toMatchObject({
      PLASMO_PUBLIC_API_URL: url,
      CSP_CONNECT_SRC: policy,
      API_HOST_PATTERN: pattern
    })
  }
)

test.each([
  ["http://api.example.com", "over https"],
  ["api.example.com", "should be a URL"],
  ["https://*.example.com/", "should be a URL"],
  ["https://api.example.com/v1?key=1", "should be a URL"],
  ["https://user:secret@api.example.com", "should be a URL"],
  ["ftp://localhost/v1", "should be a URL"]
])("the API can't be at %s", (address, reason) => {
  expect(() => resolve({ PLASMO_PUBLIC_API_URL: address })).toThrow(reason)
})

test("the extension ID follows from the public key", () => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const ownKey = publicKey.export({ type: "spki", format: "der" }).toString("base64")

  const environment = resolve({ CRX_PUBLIC_KEY: ownKey })

  expect(environment.hasDevelopmentId).toBe(false)
  expect(environment.extensionId).toMatch(/^[a-p]{32}$/)
  expect(environment.extensionId).not.toBe(resolve({}).extensionId)
})

test("Plasmo doesn't get the secret key", () => {
  const { variables } = resolve({ CLERK_SECRET_KEY: "sk_test_aBcDeFgH" })

  expect(variables.CLERK_SECRET_KEY).toBe("")
  expect(JSON.stringify(variables)).not.toContain("sk_test_")
})

test.each([
  ["sk_test_aBcDeFgHiJkLmNoP", "a Clerk secret key"],
  ["key=sk_live_aBcDeFgHiJkLmNoP", "a Clerk secret key"],
  ["whsec_C2FVsBQIhrscChlQIMV", "a webhook signing secret"],
  ["-----BEGIN PRIVATE KEY-----\nMIIE", "a private key"]
])("an inlined variable can't be %s", (value, secret) => {
  expect(() => resolve({ PLASMO_PUBLIC_ANYTHING: value })).toThrow(
    `PLASMO_PUBLIC_ANYTHING contains ${secret}`
  )
})

test.each(["nonsense", "-----BEGIN PUBLIC KEY-----"])("the extension's key can't be %s", (key) => {
  expect(() => resolve({ CRX_PUBLIC_KEY: key })).toThrow("CRX_PUBLIC_KEY isn't a public key")
})
