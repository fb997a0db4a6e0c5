import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"
import { chooseExamples, type Example, environmentFor, ORIGIN } from "../../scripts/examples/examples"
import { type RunningApp, startApp } from "../../scripts/examples/start-app"
import { PROJECT } from "../../scripts/project"
import { publishableKeyFor } from "../../scripts/publishable-key"
import type { EmulatorClient } from "../support/emulator-client"
import { closes, says, sees } from "../support/on-page"
import { ada } from "../support/people"
import { clickIcon } from "../support/steps"
import { isAtTask, taskPages } from "../support/task-steps"
import { waitUntil } from "../support/wait-until"
import { lookAt } from "../support/web-app"
import { type Story, withExtension } from "../support/with-extension"

/** npm run test:examples names the ones that are installed. */
const chosen = chooseExamples(process.env.EXAMPLES?.split(" ").filter(Boolean) ?? [])

const TASKS = ["choose-organization", "reset-password", "setup-mfa"] as const
const taskPath = (task: (typeof TASKS)[number]) => `/tasks/${task}`

/** A development server compiles a page when it's first asked for it. */
const pathsOf = ({ protectedOnServer }: Example) => [
  "/",
  "/sign-in",
  "/dashboard",
  ...TASKS.map(taskPath),
  "/api/whoami",
  ...(protectedOnServer ? [protectedOnServer.path] : [])
]
const FIRST_LOAD_MS = 60_000

const options = {
  seed: "pending-every-task",
  settings: { mfa: { phoneCode: false }, tasks: { order: [...TASKS] } },
  syncHost: ORIGIN
}

test.each(chosen)(
  "the $title example agrees with its server and the extension, from the sign-in to the sign-out",
  (example) =>
    withExtension(options, async (story) => {
      const app = await startApp(example, environmentFor(example, keysOf(story.emulator)))
      const problems: string[] = []
      const page = await story.browser.newPage()
      page.on("pageerror", (error) => problems.push(String(error)))
      try {
        for (const path of pathsOf(example)) await (await fetch(ORIGIN + path, { redirect: "manual" })).text()
        page.setDefaultTimeout(FIRST_LOAD_MS)
        await completeTasks(example, page, story)
        expect(problems).toEqual([])
      } catch (error) {
        const folder = await reportFailure(example, page, app)
        if (error instanceof Error) {
          error.message += `\n\nThe page is at ${page.url()}. ${problems.join("\n")}\nThe app's log, and a screenshot: ${folder}`
        }
        throw error
      } finally {
        await app.stop()
      }
    })
)

async function completeTasks(example: Example, page: Page, story: Story) {
  const { observer, taskPage, snapshot, toolbar } = story
  const { protectedOnServer } = example
  const showsTasksLeft = (count: number) =>
    expect.poll(async () => (await toolbar()).badge).toBe(count ? String(count) : "")

  await open(page, "/dashboard", story)
  await isAt(page, "/sign-in")
  await serverSeesNobody(example, page)
  await signIn(page)

  await isAt(page, taskPath("choose-organization"))
  await showsTasksLeft(3)
  await serverSeesNobody(example, page)
  await open(page, "/dashboard", story)
  await isAt(page, taskPath("choose-organization"))
  if (protectedOnServer) {
    await open(page, protectedOnServer.path, story)
    await isAt(page, taskPath("choose-organization"))
  }
  await page.locator("main ::-p-text(Globex)").click()

  await isAt(page, taskPath("reset-password"))
  await showsTasksLeft(2)
  await serverSeesNobody(example, page)

  await clickIcon(observer)
  const inExtension = await taskPage("reset-password")
  await inExtension.bringToFront()
  await isAtTask(inExtension, "reset-password")
  await taskPages["reset-password"].complete(inExtension)
  await isAtTask(inExtension, "setup-mfa")
  await showsTasksLeft(1)
  await taskPages["setup-mfa"].complete(inExtension)
  expect(await snapshot("active")).toMatchObject({ organization: { name: "Globex" } })
  await showsTasksLeft(0)
  await closes(inExtension)

  await lookAt(page)
  await open(page, "/dashboard", story)
  await sees(page, "heading", "Dashboard")
  await says(page, ada.email)
  await says(page, "Globex")
  await serverSees(example, page, {
    status: 200,
    body: { userId: expect.stringMatching(/^user_/), sessionStatus: "active", orgSlug: "globex" }
  })

  if (protectedOnServer) {
    await open(page, protectedOnServer.path, story)
    await sees(page, "heading", protectedOnServer.heading)
    await open(page, "/dashboard", story)
  }

  await page.locator("::-p-aria(Sign out[role='button'])").click()
  await snapshot("signed-out")
  await serverSeesNobody(example, page)
  await open(page, "/dashboard", story)
  await isAt(page, "/sign-in")
}

/**
 * Opens an address as if someone typed it. With each response, Clerk's SDK deletes the cookie with the browser's token and writes it
 * again. A request that leaves in that moment comes from an unknown browser, so this waits until half a second passes without any.
 */
async function open(page: Page, path: string, { emulator }: Story) {
  const requests = async () => (await emulator.requests()).length
  await waitUntil(async () => {
    const before = await requests()
    await sleep(500)
    return (await requests()) === before
  }, "the page to have its responses")
  await page.goto(ORIGIN + path)
}

/** With Clerk's own component. */
async function signIn(page: Page) {
  await page.locator("input[name=identifier]").fill(ada.email)
  await page.locator("::-p-aria(Continue[role='button'])").click()
  // It's on the page all the time, hidden from everyone but password managers.
  await page.locator("input[name=password]:not([tabindex='-1'])").fill(ada.password)
  await page.locator("::-p-aria(Continue[role='button'])").click()
}

const isAt = (page: Page, path: string) =>
  waitUntil(() => new URL(page.url()).pathname === path, `the web app to lead to ${path}`, FIRST_LOAD_MS)

const serverSeesNobody = (example: Example, page: Page) =>
  serverSees(example, page, { status: 401, body: expect.objectContaining({ userId: null }) })

/** What the app's own server says, if it has one. */
async function serverSees({ variables }: Example, page: Page, expected: { status: number; body: unknown }) {
  if (!variables.secretKey) return
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const answer = await fetch("/api/whoami")
        return { status: answer.status, body: await answer.json() }
      })
    )
    .toEqual(expected)
}

/** The emulator's keys are the same after each start. */
const keysOf = ({ url }: EmulatorClient) => ({
  url,
  publishableKey: publishableKeyFor(FRONTEND_API_HOST.development, "development"),
  secretKey: "sk_test_emulator"
})

async function reportFailure({ name }: Example, page: Page, app: RunningApp) {
  const folder = `test/output/example-${name}`
  mkdirSync(path.join(PROJECT, folder), { recursive: true })
  writeFileSync(path.join(PROJECT, folder, "app.txt"), app.log())
  await page.screenshot({ path: path.join(PROJECT, folder, "page.png") }).catch(() => {})
  return folder
}
