// @vitest-environment happy-dom
import { act } from "react"
import { beforeEach, expect, test } from "vitest"
import { type Brand, type SessionState, SNAPSHOT_KEY, SNAPSHOT_VERSION } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { mount, mountHook } from "../../support/mount"
import { pageWith } from "../../support/render-hook"
import { offline, signedOut } from "../../support/sessions"
import { text } from "../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

const LOGO = "https://img.clerk.com/logo"

function withBrand(brand: Partial<Brand>) {
  const session = signedOut()
  return { ...session, instance: { ...session.instance, brand: { color: null, logoUrl: null, ...brand } } }
}

function publish(state: SessionState, revision: number) {
  const snapshot = { ...state, version: SNAPSHOT_VERSION, revision }
  return act(() => chrome.storage.session.set({ [SNAPSHOT_KEY]: snapshot }))
}

const accent = () => document.documentElement.style.getPropertyValue("--instance-accent")

test("the page has the instance's color as soon as it's known, and keeps it offline", async () => {
  await pageWith(withBrand({ color: "#b4235a" }))
  const { useBrandColor } = await import("~ui/page/use-brand-color")
  await mountHook(useBrandColor)
  expect(accent()).toContain("#b4235a")

  await publish(offline(withBrand({ color: "#0f766e" })), 2)
  expect(accent()).toContain("#0f766e")

  await publish(withBrand({}), 3)
  expect(accent()).toBe("")
})

async function mark(state: SessionState) {
  await pageWith(state)
  const { ExtensionMark } = await import("~ui/page/extension-mark")
  const { text } = await mount(<ExtensionMark />)
  return { text, logo: () => document.querySelector<HTMLImageElement>(`img[src="${LOGO}"]`) }
}

test("the instance's logo replaces the extension's mark, with the application's name as its text", async () => {
  const { text, logo } = await mark(withBrand({ logoUrl: LOGO }))

  expect(logo()?.alt).toBe("Emulator")
  expect(text()).toBe("")
})

test("without a logo, the page shows the extension's icon and name", async () => {
  const { text: shown } = await mark(withBrand({}))

  expect(shown()).toBe(text("extensionName"))
})

test("the icon and name replace a logo that can't be loaded", async () => {
  const { text: shown, logo } = await mark(withBrand({ logoUrl: LOGO }))

  await act(async () => logo()?.dispatchEvent(new Event("error")))

  expect(logo()).toBeNull()
  expect(shown()).toBe(text("extensionName"))
})
