import { otherTaskUrl, taskUrlFor, taskUrls } from "~session/task-urls"
import { createTurns } from "./in-turn"
import { readSnapshot } from "./snapshot-store"

const TASK_TAB_KEY = "task-tab"

const inTurn = createTurns()

/**
 * Opens the page of the current task in a tab, or focuses the task page that is open already: never two. Does nothing
 * while no task is pending.
 */
export function openTask() {
  return inTurn(async () => {
    const snapshot = await readSnapshot()
    if (snapshot.status !== "pending") return

    const openTab = (await findTaskPage()) ?? (await findRememberedTab())
    if (openTab) return focus(openTab)

    const [opener] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
    const tab = await chrome.tabs.create({
      url: taskUrlFor(snapshot.currentTask),
      // So the task page can go back to where the user came from.
      ...(opener?.id !== undefined && { openerTabId: opener.id, index: opener.index + 1 })
    })
    await chrome.storage.session.set({ [TASK_TAB_KEY]: tab.id })
  })
}

// Any task page will do: each one moves on to the current task by itself.
async function findTaskPage() {
  const taskPages = [...Object.values(taskUrls), otherTaskUrl].map((url) => chrome.runtime.getURL(url))
  const tabs = await chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.TAB] })
  const open = tabs.find(({ documentUrl }) => documentUrl && taskPages.includes(withoutQuery(documentUrl)))
  return open && chrome.tabs.get(open.tabId)
}

// A tab that was just created shows its page only later; one that has finished loading without it went elsewhere.
async function findRememberedTab() {
  const { [TASK_TAB_KEY]: id } = await chrome.storage.session.get<Record<string, number>>(TASK_TAB_KEY)
  const tab = id === undefined ? undefined : await chrome.tabs.get(id).catch(() => undefined)
  return tab?.status === "loading" ? tab : undefined
}

async function focus({ id, windowId }: chrome.tabs.Tab) {
  if (id !== undefined) await chrome.tabs.update(id, { active: true })
  await chrome.windows.update(windowId, { focused: true })
}

function withoutQuery(url: string) {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}
