import { setTimeout as sleep } from "node:timers/promises"
import type { Page } from "puppeteer"
import { codeOf, setupKey } from "../support/authenticator"
import { fill, press } from "../support/on-page"
import { signIn } from "../support/steps"
import { saveNewPassword } from "../support/task-steps"
import { text } from "../support/texts"
import type { Story } from "../support/with-extension"

const GIVES_UP_AFTER_MS = 35_000
const GIVES_UP_AFTER_TRIES = 30

/** What a page offers a user to act on. */
type Seen = { buttons: string[]; inputs: string[]; backupCodes: string[] }
type Step = { name: string; isOn(seen: Seen): boolean; act(page: Page, seen: Seen): Promise<unknown> }

const hasInput = (label: string) => (seen: Seen) => seen.inputs.includes(label)
const hasButton = (name: string) => (seen: Seen) => seen.buttons.includes(name)
const pressing = (name: string): Omit<Step, "name"> => ({
  isOn: hasButton(name),
  act: (page) => press(page, name)
})

/** What a robot does on a page: the first of these that it finds there. */
const stepsWith = (secrets: Secrets): Step[] => [
  {
    name: "save the backup codes",
    isOn: (seen) => seen.backupCodes.length > 0 && hasButton(text("savedBackupCodes"))(seen),
    act: (page, { backupCodes }) => {
      secrets.backupCodes.push(backupCodes)
      return press(page, text("savedBackupCodes"))
    }
  },
  { name: "get new backup codes", ...pressing(text("newBackupCodes")) },
  { name: "enter a code", isOn: hasInput("Code"), act: (page) => enterCode(page, secrets) },
  { name: "choose a password", isOn: hasInput("New password"), act: (page) => saveNewPassword(page) },
  { name: "sign in", isOn: hasInput("Password"), act: (page) => signIn(page) },
  {
    name: "create the organization",
    isOn: hasInput("Name"),
    act: async (page) => {
      await fill(page, "Name", "Zeta")
      await press(page, text("create"))
    }
  },
  { name: "open the form", ...pressing(text("createOrganization")) },
  { name: "continue", ...pressing(text("continue")) },
  { name: "try again", ...pressing(text("tryAgain")) }
]

async function enterCode(page: Page, { totpKeys, codes }: Secrets) {
  const key = await setupKey(page)
  const code = codeOf(key)
  totpKeys.push(key)
  codes.push(code)
  // A code that is already there is only sent again if it's typed.
  await fill(page, "Code", "")
  await fill(page, "Code", code)
}

const look = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const visible = <Type extends HTMLElement>(selector: string) =>
      [...document.querySelectorAll<Type>(selector)].filter((element) => element.checkVisibility())
    const isBusy = document.querySelector('[aria-busy="true"]') !== null
    const buttons = visible("button").filter((button) => button.ariaDisabled !== "true")
    return {
      buttons: isBusy ? [] : buttons.map((button) => button.textContent.trim()),
      inputs: isBusy
        ? []
        : visible<HTMLInputElement>("input").map((input) => input.labels?.[0]?.textContent.trim() ?? ""),
      backupCodes: visible(".backup-codes__list code").map((code) => code.textContent)
    }
  })

/** What the robot has typed and read: everything that must never appear anywhere else. */
export type Secrets = { totpKeys: string[]; codes: string[]; backupCodes: string[][] }

type RobotStory = Pick<Story, "snapshot" | "pages" | "openPage" | "openPopup">

/**
 * A robot that reads the pages and follows them: it signs in, completes every task of the seed `pending-every-task`, and creates an
 * organization called Zeta.
 *
 * @param afterStep runs after each step, while the page may still be waiting for its answer.
 */
export async function playStory(
  story: RobotStory,
  afterStep: (step: { name: string; inARow: number }) => Promise<unknown>
): Promise<Secrets> {
  const secrets: Secrets = { totpKeys: [], codes: [], backupCodes: [] }
  const steps = stepsWith(secrets)
  let last = { name: "", inARow: 0 }
  let lastActedAt = Date.now()

  while (!(await isOver(story))) {
    const found = await findStep(story, steps)
    if (found) {
      const { step, page, seen } = found
      // The page may move on by itself in the meantime.
      await step.act(page, seen).catch(() => {})
      lastActedAt = Date.now()
      last = { name: step.name, inARow: last.name === step.name ? last.inARow + 1 : 1 }
      if (last.inARow > GIVES_UP_AFTER_TRIES) throw new Error(`"${step.name}" leads nowhere.`)
      await afterStep(last)
      continue
    }
    const idleFor = Date.now() - lastActedAt
    if (idleFor > GIVES_UP_AFTER_MS) throw new Error(`No page says what to do after "${last.name}".`)
    // A page that changes needs a moment; if there is nothing left to act on, users click the icon.
    if (idleFor > 1_500) await story.openPopup().catch(() => {})
    await sleep(100)
  }
  return secrets
}

async function isOver({ snapshot, pages, openPage }: RobotStory) {
  const known = await snapshot()
  if (known.status !== "active") return false
  if (!known.hasUnsavedBackupCodes) return true
  const isOpen = (await pages()).some((page) => page.url().includes("/tabs/"))
  if (!isOpen) await openPage("/tabs/setup-mfa.html")
  return false
}

async function findStep({ pages }: RobotStory, steps: Step[]) {
  for (const page of await pages()) {
    // It may be closing.
    const seen = await look(page).catch(() => null)
    const step = seen && steps.find(({ isOn }) => isOn(seen))
    if (step) return { step, page, seen }
  }
}
