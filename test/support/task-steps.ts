import type { Page } from "puppeteer"
import { type SessionSnapshot, SNAPSHOT_KEY } from "../../src/session/snapshot"
import { codeOf, setupKey } from "./authenticator"
import { fill, press, sees } from "./on-page"

/** A password that nobody has yet, and that every instance accepts. */
export const NEW_PASSWORD = "Gentle-meadow-12-cyclists"

/** Enters a new password, on the page that requires one. */
export async function saveNewPassword(page: Page, password = NEW_PASSWORD) {
  await fill(page, "New password", password)
  await fill(page, "Repeat the new password", password)
  await press(page, "Save password")
}

/** Sets up an authenticator app, if the instance has no other method. */
async function addAuthenticatorApp(page: Page) {
  await fill(page, "Code", codeOf(await setupKey(page)))
  await press(page, "I’ve saved these codes")
}

/** The title of each task's page, and how to complete the task. */
export const taskPages = {
  "reset-password": { title: "Choose a new password", complete: (page) => saveNewPassword(page) },
  "setup-mfa": { title: "Set up two-step verification", complete: addAuthenticatorApp },
  "choose-organization": { title: "Choose an organization", complete: (page) => press(page, "Globex") }
} as const satisfies Record<string, { title: string; complete: (page: Page) => Promise<void> }>

/** Waits until a page is a task's page. */
export function isAtTask(page: Page, task: keyof typeof taskPages) {
  return sees(page, "heading", taskPages[task].title)
}

/** As after some time: the snapshot is no longer fresh, so whatever opens next syncs. */
export async function letTimePass(observer: Page) {
  await observer.evaluate(async (key) => {
    const { [key]: snapshot } = await chrome.storage.session.get<Record<string, SessionSnapshot>>(key)
    await chrome.storage.session.set({ [key]: { ...snapshot, syncedAt: Date.now() - 120_000 } })
  }, SNAPSHOT_KEY)
}
