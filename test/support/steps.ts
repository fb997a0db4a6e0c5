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

/** Begins to create an account, in the popup: its address has yet to be confirmed. */
export async function signUp(popup: Page, { email, password } = grace) {
  await press(popup, "Create an account")
  await sees(popup, "heading", "Create your Emulator account")
  await fill(popup, "Email", email)
  await fill(popup, "Password", password)
  await press(popup, "Create an account")
}

/** Has a code sent by email, in the popup. */
export async function askForCode(popup: Page, { email } = ada) {
  await fill(popup, "Email", email)
  await press(popup, "Email me a code instead")
  await sees(popup, "heading", "Check your email")
}

/** The code in the newest email to somebody. */
export async function codeFor({ email }: { email: string }, emulator: EmulatorClient) {
  const [newest] = await emulator.inbox(email)
  if (!newest) throw new Error(`No email was sent to ${email}.`)
  return newest.code
}

/** Clicks the icon of the extension. Its popup may close again at once, so ask for `openPopup()` to look at it. */
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

/** Sends a message as a page of the extension does, whatever it holds; answers with the reply. */
export function command(observer: Page, name: unknown, body?: unknown): Promise<unknown> {
  return observer.evaluate((message) => chrome.runtime.sendMessage(message), { name, body })
}

/** Signs somebody in by their password, as the popup does, without a popup. */
export function signInAs(observer: Page, { email, password }: { email: string; password: string }) {
  return command(observer, "attempt-first-factor", { strategy: "password", identifier: email, password })
}
