import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"
import { resolveBuildEnvironment } from "../../scripts/build-environment"
import { buildExtension, sizesOf } from "../../scripts/build-extension"
import { extensionIdOf } from "../../scripts/extension-id"
import { PROJECT } from "../../scripts/project"
import { publishableKeyFor } from "../../scripts/publishable-key"
import { contracts } from "../../src/messaging/contracts"
import { buildFor, SYNC_HOST } from "../support/builds"
import { sees } from "../support/on-page"
import { withExtension } from "../support/with-extension"

const DEVELOPMENT_ID = "nmnpofbnkfhnkmelnjipmdbimhbgcfjb"
const EMULATOR_URL = "http://localhost:4999"
const FRONTEND_API = `https://${FRONTEND_API_HOST.development}`

let directory: string
let manifest: chrome.runtime.ManifestV3
let code: Record<string, string>
beforeAll(async () => {
  directory = await buildFor({ instance: "development" })
  manifest = readManifest(directory)
  code = readCode(directory)
})

describe("the manifest", () => {
  test("requests no permission that the code doesn't use", () => {
    const unused = (manifest.permissions ?? []).filter(
      (permission) => !Object.values(code).some((text) => text.includes(`chrome.${permission}`))
    )

    expect(manifest.permissions).not.toHaveLength(0)
    expect(unused).toEqual([])
    expect(manifest.optional_permissions).toBeUndefined()
    expect(manifest.content_scripts).toBeUndefined()
    expect(manifest.web_accessible_resources).toBeUndefined()
  })

  test("requests only permissions whose reasons the guide to publishing has", async () => {
    const guide = readFileSync(path.join(PROJECT, "docs/guides/publish.md"), "utf8")
    const everything = readManifest(
      await buildFor({ instance: "development", syncHost: SYNC_HOST.development, sso: "on" })
    )

    for (const permission of everything.permissions ?? []) expect(guide).toContain(`| \`${permission}\` `)
  })

  test("lets the extension reach Clerk's Frontend API and nothing else", () => {
    expect(manifest.permissions).not.toContain("cookies")
    expect(manifest.host_permissions).toEqual([`${FRONTEND_API}/*`])
  })

  test("requests cookies of the sync host only if there is one, and only then the code reads them", async () => {
    const withSyncHost = await buildFor({ instance: "development", syncHost: SYNC_HOST.development })
    const synced = readManifest(withSyncHost)

    expect(synced.permissions).toEqual([...(manifest.permissions ?? []), "cookies"])
    expect(synced.host_permissions).toEqual([`${FRONTEND_API}/*`, "*://localhost/*"])
    expect(synced.content_security_policy).toEqual(manifest.content_security_policy)
    for (const trace of [/chrome\.cookies/, /partitionKey/, /own-client/, /renewed-token/, /seen-user/]) {
      expect(filesWith(trace, readCode(withSyncHost))).not.toEqual([])
      expect(filesWith(trace)).toEqual([])
    }
  })

  test("requests identity in builds with SSO, and only they have code for it", async () => {
    const withoutSso = await buildFor({ instance: "development", sso: "off" })
    const permissions = (manifest.permissions ?? []).filter((permission) => permission !== "identity")

    expect(manifest.permissions).toContain("identity")
    expect(readManifest(withoutSso).permissions).toEqual(permissions)
    for (const trace of [/launchWebAuthFlow/, /sso-flow/, /sso-callback/]) {
      expect(filesWith(trace)).not.toEqual([])
      expect(filesWith(trace, readCode(withoutSso))).toEqual([])
    }
  })

  test("lets the extension reach the author's API, at its origin, if there is one", async () => {
    const { host_permissions, content_security_policy } = readManifest((await buildForEmulator()).directory)

    expect(host_permissions).toEqual([`${EMULATOR_URL}/*`, "https://api.example.com/*"])
    expect(content_security_policy?.extension_pages).toContain(
      `connect-src https://img.clerk.com ${EMULATOR_URL} https://api.example.com;`
    )
  })

  test("has a value for every variable", () => {
    expect(JSON.stringify(manifest)).not.toContain("$")
  })

  test("has a content security policy that allows only what is needed", () => {
    expect(manifest.content_security_policy).toEqual({
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        `img-src 'self' data: https://img.clerk.com ${FRONTEND_API}`,
        `connect-src https://img.clerk.com ${FRONTEND_API}`,
        "form-action 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'"
      ].join("; ")
    })
  })

  test("accepts no messages from websites or other extensions", () => {
    expect(manifest.externally_connectable).toEqual({ ids: [], matches: [] })
  })

  test("gives the extension the same ID everywhere", async () => {
    expect(extensionIdOf(manifest.key ?? "")).toBe(DEVELOPMENT_ID)

    await withExtension({}, async ({ id }) => expect(id).toBe(DEVELOPMENT_ID))
  })

  test("keeps out browsers that can't close storage to content scripts", () => {
    // storage.local.setAccessLevel() came with Chrome 140. docs/decisions/0012-chrome-140-and-newer.md
    expect(manifest.minimum_chrome_version).toBe("140")
  })

  test("keeps the extension out of incognito windows", () => {
    expect(manifest.incognito).toBe("not_allowed")
  })

  test("is translatable", () => {
    const messages = JSON.parse(readFileSync(path.join(directory, "_locales/en/messages.json"), "utf8"))

    for (const text of [manifest.name, manifest.description]) {
      expect(messages).toHaveProperty(/^__MSG_(\w+)__$/.exec(text ?? "")?.[1] ?? "not translatable")
    }
  })
})

describe("the code", () => {
  test.each([
    ["a script at an address", /https?:[\w./@:-]*\.m?js\b/],
    ["Clerk's script from a CDN", /clerk\.browser\.js|ui\.browser\.js|\/npm\/@clerk/],
    ["a bot protection, payment or sign-in script", /challenges\.cloudflare|js\.stripe\.com|gsi\/client/],
    ["a CDN", /jsdelivr|unpkg|cdnjs|esm\.sh|skypack/],
    ["a weaker policy", /unsafe-eval|unsafe-inline/],
    ["evaluated text", /\beval\(|\bnew Function\b/]
  ])("refers to no remote code: %s", (_, pattern) => {
    expect(filesWith(pattern)).toEqual([])
  })

  test("makes a function from text in one place, which never runs where globalThis exists", () => {
    const calls = Object.values(code).flatMap((text) => text.match(/.{0,60}[^\w.$]Function\(.*?\)/g) ?? [])

    expect(calls).toEqual([
      expect.stringContaining('return globalThis;try{return e.exports||Function("return this")')
    ])
  })

  test("takes a message's sender from Chrome, whatever the message claims", () => {
    // Plasmo's router, as it is generated: the last one counts.
    const calls = Object.values(code).flatMap(
      (text) => text.match(/\{\.\.\.\w+,sender:\w+\}|\{sender:\w+,\.\.\.\w+\}/g) ?? []
    )

    expect(calls).toHaveLength(Object.keys(contracts).length)
    expect(calls.filter((call) => !call.startsWith("{..."))).toEqual([])
  })

  test("loads scripts and styles only from the extension", () => {
    const pages = readdirSync(directory, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".html"))
      .map((file) => readFileSync(path.join(directory, file), "utf8"))
    const addresses = pages.flatMap((html) =>
      [...html.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, url]) => url)
    )

    expect(addresses).not.toHaveLength(0)
    expect(addresses.filter((url) => !/^\/[\w./-]+\.(js|css)$/.test(url ?? ""))).toEqual([])
    expect(pages.join()).not.toMatch(/<(iframe|object|embed|base)\b|\son\w+=|<script(?![^>]*\ssrc=)/)
  })

  test("sends requests to the emulator only in builds for it", async () => {
    const forEmulator = await buildForEmulator()

    expect(filesWith(/localhost:\d/, readCode(forEmulator.directory))).not.toEqual([])
    expect(filesWith(/localhost:\d/)).toEqual([])
  })
})

test("a page loads one stylesheet and two scripts, or three if it shares one with another page", () => {
  const pages = [
    "popup.html",
    "sidepanel.html",
    ...readdirSync(path.join(directory, "tabs")).map((file) => `tabs/${file}`)
  ]
  const loaded = pages
    .filter((file) => file.endsWith(".html"))
    .map((page) => {
      const html = readFileSync(path.join(directory, page), "utf8")
      return { page, styles: html.split("<link").length - 1, scripts: html.split("<script").length - 1 }
    })

  expect(loaded.length).toBeGreaterThan(5)
  expect(loaded.filter(({ styles, scripts }) => styles !== 1 || scripts > 3)).toEqual([])
  expect(loaded).toContainEqual({ page: "popup.html", styles: 1, scripts: 2 })
})

test("the sign-in form needs no other stylesheet", () =>
  withExtension({}, async ({ openPopup }) => {
    const popup = await openPopup()
    await sees(popup, "textbox", "Email")

    expect(await popup.evaluate(() => document.styleSheets.length)).toBe(1)
  }))

test.for([
  [{}, 950_000],
  // docs/decisions/0014-sso-in-the-extension.md
  [{ syncHost: SYNC_HOST.development }, 960_000]
] as const)("the build stays small: %j", async ([variant, largest]) => {
  const { whole, worker, popup } = sizesOf(await buildFor({ instance: "development", ...variant }))

  expect(whole).toBeLessThanOrEqual(2_000_000)
  expect(worker).toBeLessThanOrEqual(largest)
  expect(popup).toBeLessThanOrEqual(260_000)
  expect(popup).toBeGreaterThan(0)
})

test("a build that contains the secret key fails, and is removed", async () => {
  const environment = resolveBuildEnvironment({
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor(FRONTEND_API_HOST.development)
  })
  // A text that is in every build.
  const secretKey = FRONTEND_API_HOST.development

  await expect(
    buildExtension({ ...environment, secretKey }, { tag: "e2e-refused", hasWorkers: false })
  ).rejects.toThrow(/manifest\.json contained the value of CLERK_SECRET_KEY/)
  expect(existsSync(path.join(PROJECT, "build/chrome-mv3-e2e-refused"))).toBe(false)
})

let forEmulator: ReturnType<typeof buildExtension> | undefined

function buildForEmulator() {
  const environment = resolveBuildEnvironment({
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor(FRONTEND_API_HOST.development),
    CLERK_FRONTEND_API: EMULATOR_URL,
    PLASMO_PUBLIC_API_URL: "https://api.example.com/v1"
  })
  forEmulator ??= buildExtension(environment, { tag: "e2e-emulator", hasWorkers: false })
  return forEmulator
}

function readManifest(folder: string): chrome.runtime.ManifestV3 {
  return JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"))
}

function readCode(folder: string) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.js$/.test(file)
  )
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), "utf8")]))
}

function filesWith(pattern: RegExp, among = code) {
  return Object.entries(among).flatMap(([file, text]) =>
    pattern.test(text) ? [`${file}: ${pattern.exec(text)?.[0]}`] : []
  )
}
