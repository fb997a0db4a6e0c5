// @vitest-environment happy-dom
import { act } from "react"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { currentSurface } from "~react/surface"
import { useStep } from "~screens/setup-mfa/use-step"
import { isSame, keyOf, usable } from "~screens/sign-in/factor"
import { openWebApp, webAppOf } from "~screens/sign-in/open-web-app"
import { type FakeChrome, installFakeChrome } from "../../support/fake-chrome"
import { mountHook } from "../../support/mount"
import { signedOut } from "../../support/sessions"

let fake: FakeChrome
beforeEach(() => {
  fake = installFakeChrome()
})

afterEach(() => {
  vi.unstubAllEnvs()
  location.hash = ""
})

describe("a page's step", () => {
  const changed = () => act(async () => void window.dispatchEvent(new Event("hashchange")))

  test("is in its address, where it is found again", async () => {
    location.hash = "#phone_code/new"
    const hook = await mountHook(useStep)
    expect(hook.current[0]).toBe("phone_code/new")

    await hook.act(([, goTo]) => goTo("totp"))
    await changed()

    expect(location.hash).toBe("#totp")
    expect(hook.current[0]).toBe("totp")
  })

  test("is the first one without an address", async () => {
    expect((await mountHook(useStep)).current[0]).toBe("")
  })

  test("follows Chrome's back button", async () => {
    const hook = await mountHook(useStep)
    location.hash = "#totp"
    await changed()
    expect(hook.current[0]).toBe("totp")

    location.hash = ""
    await changed()

    expect(hook.current[0]).toBe("")
  })
})

describe("factors", () => {
  const email = (id: string) => ({ strategy: "email_code", sendTo: { id, label: "" } }) as const
  const password = { strategy: "password" } as const
  const passkey = { strategy: "passkey" } as const

  test("differ by where a code goes, too", () => {
    expect(isSame(email("idn_1"), email("idn_1"))).toBe(true)
    expect(isSame(email("idn_1"), email("idn_2"))).toBe(false)
    expect(isSame(password, password)).toBe(true)
    expect(isSame(password, passkey)).toBe(false)
    expect(new Set([email("idn_1"), email("idn_2"), password].map(keyOf)).size).toBe(3)
  })

  test("compares none only with none as the same", () => {
    expect(isSame(null, null)).toBe(false)
    expect(isSame(password, null)).toBe(false)
    expect(isSame(null, password)).toBe(false)
  })

  test("exclude a passkey if the browser has none, unless it's the only factor", () => {
    vi.stubGlobal("PublicKeyCredential", undefined)
    expect(usable([passkey, password])).toEqual([password])
    expect(usable([passkey])).toEqual([passkey])
    // Chrome before version 129.
    vi.stubGlobal("PublicKeyCredential", {})
    expect(usable([passkey, password])).toEqual([password])

    vi.stubGlobal("PublicKeyCredential", { parseRequestOptionsFromJSON: () => ({}) })
    expect(usable([passkey, password])).toEqual([passkey, password])
  })
})

describe("the web app that shares its session", () => {
  const { instance } = signedOut()
  const at = (homeUrl: string | null) => webAppOf({ ...instance, homeUrl })?.href

  test("exists only in a build with a sync host", () => {
    expect(at("https://app.example.com")).toBeUndefined()

    vi.stubEnv("PLASMO_PUBLIC_CLERK_SYNC_HOST", "https://example.com")
    expect(at("https://app.example.com")).toBe("https://app.example.com/")
    expect(at(null)).toBeUndefined()

    vi.stubEnv("PLASMO_PUBLIC_CLERK_WEB_APP", "https://example.com")
    expect(at("https://app.example.com")).toBe("https://example.com/")
    expect(at(null)).toBe("https://example.com/")
  })

  test("opens in the tab that shows any of its pages, or in a new one", async () => {
    const webApp = new URL("https://app.example.com/start")
    await chrome.tabs.create({ url: "https://app.example.com.evil.example/" })

    await openWebApp(webApp)
    expect(fake.openTabs().at(-1)).toMatchObject({ url: webApp.href, active: true })
    const count = fake.openTabs().length
    await chrome.tabs.update(fake.openTabs().at(-1)?.id ?? 0, { url: "https://app.example.com/elsewhere" })
    await chrome.tabs.update(fake.openTabs()[0]?.id ?? 0, { active: true })
    await openWebApp(webApp)

    expect(fake.openTabs()).toHaveLength(count)
    expect(fake.openTabs().at(-1)).toMatchObject({ active: true })
  })
})

test.for([
  ["popup", [window], undefined],
  ["tab", [], { id: 1 }],
  ["side-panel", [], undefined]
] as const)("a page knows that it's shown in the %s", async ([surface, popups, tab]) => {
  Object.assign(chrome, {
    extension: { getViews: ({ type }: { type: string }) => (type === "popup" ? popups : [window]) }
  })
  Object.assign(chrome.tabs, { getCurrent: async () => tab })

  expect(await currentSurface()).toBe(surface)
})
