import type { TaskUrl } from "~session/session-task"
import { otherTaskUrl, taskUrlFor, taskUrls } from "~session/task-urls"
import { createTurns } from "./in-turn"
import { readSnapshot } from "./snapshot-store"

const TASK_TAB_KEY = "task-tab"

type TaskTab = { id: number; url: TaskUrl }

const inTurn = createTurns()

/**
 * Opens the page of the current task in a tab, or focuses the task page that is open already: never two. Does nothing
 * while no task is pending.
 */
export function openTask() {
  return inTurn(async () => {
    const snapshot = await readSnapshot()
    if (snapshot.status !== "pending") return

    await show(taskUrlFor(snapshot.currentTask))
  })
}

/** The same for the page of a task that the snapshot does not tell yet. */
export function openTaskPage(url: TaskUrl) {
  return inTurn(() => show(url))
}

async function show(url: TaskUrl) {
  const openTab = (await findTaskPage()) ?? (await findRememberedTab(url))
  if (openTab) await focus(openTab)
  else await open(url)
}

// Any task page will do: each one moves on to the current task by itself.
async function findTaskPage() {
  const taskPages = [...Object.values(taskUrls), otherTaskUrl]
    .filter(isOwnPage)
    .map((path) => chrome.runtime.getURL(path))
  const tabs = await chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.TAB] })
  const open = tabs.find(({ documentUrl }) => documentUrl && taskPages.includes(withoutQuery(documentUrl)))
  return open && chrome.tabs.get(open.tabId)
}

// A new tab shows its page only later. One that has loaded something else has left the task, as far as we can see: where
// a page of the web app went is hidden from us.
async function findRememberedTab(url: TaskUrl) {
  const { [TASK_TAB_KEY]: remembered } =
    await chrome.storage.session.get<Record<string, TaskTab>>(TASK_TAB_KEY)
  if (remembered?.url !== url) return
  const tab = await chrome.tabs.get(remembered.id).catch(() => undefined)
  return tab?.status === "loading" || !isOwnPage(url) ? tab : undefined
}

async function open(url: TaskUrl) {
  const [opener] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
  const { id } = await chrome.tabs.create({
    url,
    // So the task page can go back to where the user came from.
    ...(opener?.id !== undefined && {
      openerTabId: opener.id,
      windowId: opener.windowId,
      index: opener.index + 1
    })
  })
  await chrome.storage.session.set({ [TASK_TAB_KEY]: { id, url } })
}

async function focus({ id, windowId }: chrome.tabs.Tab) {
  if (id !== undefined) await chrome.tabs.update(id, { active: true })
  await chrome.windows.update(windowId, { focused: true })
}

function isOwnPage(url: TaskUrl) {
  return url.startsWith("/")
}

function withoutQuery(url: string) {
  return url.replace(/[?#].*/, "")
}
