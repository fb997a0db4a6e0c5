import { isWebUrl, REDIRECT_LOCK, type TaskUrl, taskPageFor, taskPages, taskUrlFor } from "~session/tasks"
import { hasSameClient } from "./clerk/web-app-client"
import { createTurns } from "./in-turn"
import { recordTab } from "./inspector/tabs"
import { readSnapshot } from "./snapshot-store"

const TASK_TAB_KEY = "task-tab"

type TaskTab = { id: number; url: TaskUrl }

const inTurn = createTurns()

/**
 * Opens the page of the current task in a tab, or focuses a task page that is already open: there are never two. Does nothing
 * while no task is pending.
 *
 * @param onOpen runs when Chrome begins to open a tab.
 */
export function openTask(onOpen = () => {}) {
  return inTurn(async () => {
    const snapshot = await readSnapshot()
    if (snapshot.status !== "pending") return

    const [key] = snapshot.tasks
    const url = taskUrlFor(key)
    await show(isWebUrl(url) && !(await isSignedInToWebApp()) ? taskPageFor(key) : url, onOpen)
  })
}

/** The same for the page of a task that isn't in the snapshot yet. */
export function openTaskPage(url: TaskUrl) {
  return inTurn(() => show(url))
}

// The web app doesn't know users who signed in here before it was open in this browser: it would show that they're signed out.
async function isSignedInToWebApp() {
  return process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST ? hasSameClient() : false
}

async function show(url: TaskUrl, onOpen = () => {}) {
  // At once: each waits for Chrome, and the user for all of them.
  const [taskTab, remembered, [opener]] = await Promise.all([
    findTaskTab(),
    findRememberedTab(url),
    chrome.tabs.query({ active: true, lastFocusedWindow: true })
  ])
  const openTab = taskTab ?? remembered
  if (process.env.PLASMO_PUBLIC_INSPECTOR) recordTab(openTab ? "focused" : "opened", url)
  if (openTab) await focus(openTab)
  else onOpen()
  const { id } = openTab ?? (await open(url, opener))
  await chrome.storage.session.set({ [TASK_TAB_KEY]: { id, url } })
}

// Any task page will do: each moves on to the current task by itself. So does a page with <RedirectToTasks />, which
// holds its lock until its tab is on the way, so this checks the locks first.
async function findTaskTab() {
  const { held = [] } = await navigator.locks.query()
  const tabs = await chrome.tabs.query({})
  const [latest] = tabs
    .filter(
      ({ id, url, pendingUrl = url }) =>
        isTaskPage(pendingUrl) || held.some(({ name }) => name === REDIRECT_LOCK + id)
    )
    .sort((one, other) => (other.lastAccessed ?? 0) - (one.lastAccessed ?? 0))
  return latest
}

// Chrome hides the addresses of web pages from the extension, so the remembered tab counts wherever it went.
async function findRememberedTab(url: TaskUrl) {
  if (url.startsWith("/")) return
  const { [TASK_TAB_KEY]: remembered } =
    await chrome.storage.session.get<Record<string, TaskTab>>(TASK_TAB_KEY)
  if (remembered?.url === url) return chrome.tabs.get(remembered.id).catch(() => undefined)
}

function open(url: TaskUrl, opener: chrome.tabs.Tab | undefined) {
  return chrome.tabs.create({
    url,
    // So the task page can go back to where the user came from.
    ...(opener?.id !== undefined && {
      openerTabId: opener.id,
      windowId: opener.windowId,
      index: opener.index + 1
    })
  })
}

async function focus({ id, windowId }: chrome.tabs.Tab) {
  if (id !== undefined) await chrome.tabs.update(id, { active: true })
  await chrome.windows.update(windowId, { focused: true })
}

function isTaskPage(url = "") {
  return taskPages().some((page) => chrome.runtime.getURL(page) === url.replace(/[?#].*/, ""))
}
