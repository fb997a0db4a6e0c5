import type { KeyInput, Page } from "puppeteer"
import { expect } from "vitest"
import { focusedName } from "./screen-reader"

const MOST_TABS = 40

/** Presses Tab until the element with this name has the focus. Fails if it never gets there. */
export async function tabTo(page: Page, name: string, { back = false } = {}) {
  const passed: (string | null)[] = []
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    if ((await focusedName(page)) === name) return
    if (back) await page.keyboard.down("Shift")
    await page.keyboard.press("Tab")
    if (back) await page.keyboard.up("Shift")
    passed.push(await focusedName(page))
  }
  throw new Error(`Tab doesn't lead to "${name}", but to: ${[...new Set(passed)].join(", ")}`)
}

/** Goes to a button with Tab, and presses it. */
export async function pressByKey(page: Page, name: string, key: KeyInput = "Enter") {
  await tabTo(page, name)
  await strike(page, key)
}

/** Presses a key that may close the page before the key is released. */
export async function strike(page: Page, key: KeyInput) {
  await page.keyboard.press(key).catch((error) => {
    if (!/Target closed/.test(String(error))) throw error
  })
}

/** Goes to an input with Tab, and replaces its text. */
export async function typeInto(page: Page, name: string, text: string) {
  await tabTo(page, name)
  await page.keyboard.down("Control")
  await page.keyboard.press("KeyA")
  await page.keyboard.up("Control")
  await page.keyboard.type(text)
}

/** Waits until an element has the focus. Without one, Tab would start again at the top. */
export function hasFocus(page: Page) {
  return expect.poll(() => focusedName(page)).not.toBeNull()
}
