import type { Page } from "puppeteer"
import type { EmulatorClient } from "./emulator-client"
import { fill, press, sees } from "./on-page"
import { ada, grace } from "./people"
import type { Story } from "./with-extension"

/** Signs in with a password, in the popup. */
export async function signIn(popup: Page, { email, password } = ada) {
  await fill(popup, "Email", email)
  await fill(popup, "Password", password)
  await press(popup, "Sign in")
}

/** Starts to create an account, in the popup: its address isn't verified yet. */
export async function signUp(popup: Page, { email, password } = grace) {
  await press(popup, "Create an account")
  await sees(popup, "heading", "Create your Emulator account")
  await fill(popup, "Email", email)
  await fill(popup, "Password", password)
  await press(popup, "Create an account")
}

/** Requests a code by email, in the popup. */
export async function askForCode(popup: Page, { email } = ada) {
  await fill(popup, "Email", email)
  await press(popup, "Email me a code instead")
  await sees(popup, "heading", "Check your email")
}

/** The code in the newest email to a user. */
export async function codeFor({ email }: { email: string }, emulator: EmulatorClient) {
  const [newest] = await emulator.inbox(email)
  if (!newest) throw new Error(`No email was sent to ${email}.`)
  return newest.code
}

/** Clicks the extension's icon. Its popup may close again at once, so use `openPopup()` to see it. */
export async function clickIcon(observer: Page) {
  await observer.evaluate(() => chrome.action.openPopup())
}

/** As after a restart of the browser: the extension knows nothing until Clerk has answered. */
export async function forgetEverything({
  observer,
  stopServiceWorker
}: Pick<Story, "observer" | "stopServiceWorker">) {
  await stopServiceWorker()
  await observer.evaluate(() => chrome.storage.session.clear())
}

/** Sends a message like a page of the extension, whatever it contains, and returns the reply. */
export function command(observer: Page, name: unknown, body?: unknown): Promise<unknown> {
  return observer.evaluate((message) => chrome.runtime.sendMessage(message), { name, body })
}

/** Signs a user in with their password like the popup, but without a popup. */
export function signInAs(observer: Page, { email, password }: { email: string; password: string }) {
  return command(observer, "attempt-first-factor", { strategy: "password", identifier: email, password })
}
