// An extension page that acts as the user and measures the time. The driver only calls these functions and reads their
// results.
globalThis.bench = (() => {
  const TASK_PAGE = "/tabs/choose-organization.html"
  const channel = new BroadcastChannel("bench")
  const heard = []
  const waiting = new Set()
  channel.onmessage = ({ data }) => {
    heard.push(data)
    for (const check of waiting) check()
  }

  const now = () => performance.timeOrigin + performance.now()
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

  /** The first `count` reports of this kind after the index `since`. */
  function hear(what, since, count = 1, timeLimit = 30_000) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(check)
        reject(new Error(`Heard ${matching().length} of ${count} times: ${what}`))
      }, timeLimit)
      const matching = () => heard.slice(since).filter((report) => report.what === what)
      const check = () => {
        if (matching().length < count) return
        waiting.delete(check)
        clearTimeout(timer)
        resolve(matching().slice(0, count))
      }
      waiting.add(check)
      check()
    })
  }

  async function send(message) {
    const start = now()
    const reply = await chrome.runtime.sendMessage(message)
    const milliseconds = now() - start
    if (!reply || reply.error || reply.ok === false) throw new Error(JSON.stringify([message, reply]))
    return { milliseconds, reply }
  }

  const popups = () => chrome.extension.getViews({ type: "popup" })
  async function closePopup(after) {
    await pause(after)
    for (const popup of popups()) popup.close()
    while (popups().length > 0) await pause(10)
    // Chrome is still closing it, which would affect the next measurement.
    await pause(250)
  }

  const taskPages = () =>
    chrome.extension.getViews({ type: "tab" }).filter(({ location }) => location.pathname === TASK_PAGE)

  async function closeTaskPages() {
    const tabs = await chrome.runtime.getContexts({ contextTypes: ["TAB"] })
    const ids = tabs.filter(({ documentUrl }) => documentUrl?.includes(TASK_PAGE)).map(({ tabId }) => tabId)
    // A page may have closed itself in the meantime.
    await Promise.all(ids.map((id) => chrome.tabs.remove(id).catch(() => {})))
    while (taskPages().length > 0) await pause(10)
  }

  /** The time Chrome takes, and the time from there until the session is on screen. */
  async function openPopup(until = "session") {
    const since = heard.length
    const clicked = now()
    await chrome.action.openPopup()
    const [{ opened, at }] = await hear(until, since)
    return { clickToOpened: opened - clicked, openedToShown: at - opened }
  }

  /** Opens the popup while a task is pending, and waits until the task's page shows its first control. */
  async function openTask() {
    const since = heard.length
    const clicked = now()
    // The popup may have closed before Chrome reports that it's open.
    chrome.action.openPopup().catch(() => {})
    const [[{ at }], [popup]] = await Promise.all([hear("control", since), hear("opened /popup.html", since)])
    return { clickToShown: at - clicked, openedToShown: at - popup.opened }
  }

  /** Opens the task's page by its URL. */
  async function openTaskPage() {
    const since = heard.length
    await chrome.tabs.create({ url: TASK_PAGE })
    const [{ opened, at }] = await hear("control", since)
    const [page] = taskPages()
    return { openedToShown: at - opened, nodes: page.document.querySelectorAll("*").length }
  }

  async function openTaskPages(count) {
    const since = heard.length
    for (let number = 1; number <= count; number += 1) {
      // The first one is visible.
      await chrome.tabs.create({ url: `${TASK_PAGE}?${number}`, active: number === 1 })
    }
    await showTask(since, count)
  }

  /** Resolves when every page shows the task, and the visible one its first control. */
  async function showTask(since, count) {
    await hear("task", since, count, 120_000)
    await hear("control", since)
  }

  /** Signs out and in again, and waits until every page shows the task again. */
  async function signInAgain(body, count) {
    const since = heard.length
    await send({ name: "sign-out" })
    await send({ name: "attempt-first-factor", body })
    await showTask(since, count)
  }

  function pressFirstControl() {
    const page = taskPages().find(({ document }) => document.visibilityState === "visible")
    page.document.querySelector("li button, .cl-taskChooseOrganizationPreviewButton").click()
  }

  /** Completes the task in the visible page, and waits until the others show it too. */
  async function completeTask(count) {
    const since = heard.length
    const clicked = now()
    pressFirstControl()
    await hear("no task", since, count)
    const last = Math.max(...heard.slice(since).map(({ what, at }) => (what === "no task" ? at : 0)))
    channel.postMessage("requests?")
    const [{ requests }] = await hear("requests", since)
    // The floor sends no request, so its time starts with the click.
    const answered = Math.max(
      clicked,
      ...requests.map(({ path, answered }) => (path.endsWith("/touch") ? answered : 0))
    )
    return { clickToLast: last - clicked, answerToLast: last - answered }
  }

  /** The same, but returns how many pages show it after `patience` milliseconds. */
  async function countFollowers(count, patience) {
    const since = heard.length
    pressFirstControl()
    await hear("no task", since, count, patience).catch(() => {})
    return heard.slice(since).filter(({ what }) => what === "no task").length
  }

  async function startWorker() {
    const since = heard.length
    const woken = now()
    const { active } = await navigator.serviceWorker.getRegistration()
    active.postMessage("wake up")
    const [{ start, at }] = await hear("worker", since)
    return { wokenToListening: at - woken, evaluation: at - start }
  }

  /** Sends one request to the Frontend API, like the SDK. */
  async function request(method, url) {
    const start = now()
    const response = await fetch(url, { method, credentials: "omit" })
    await response.text()
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status}`)
    return now() - start
  }

  return {
    send,
    openPopup,
    closePopup,
    openTask,
    openTaskPage,
    openTaskPages,
    closeTaskPages,
    signInAgain,
    completeTask,
    countFollowers,
    startWorker,
    request,
    alarms: () => chrome.alarms.getAll(),

    /** Makes an alarm go off now. Resolves when the worker has handled it. */
    ring: async ({ name, periodInMinutes }) => {
      const since = heard.length
      await chrome.alarms.create(name, { when: Date.now(), ...(periodInMinutes && { periodInMinutes }) })
      await hear("worker", since)
      await pause(1_000)
    },

    /** Makes the stored times older. */
    age: async (milliseconds) => {
      const stored = await chrome.storage.session.get()
      for (const value of Object.values(stored)) if (value?.syncedAt) value.syncedAt -= milliseconds
      await chrome.storage.session.set(stored)
    },

    /** What the worker finds in `chrome.idle`. */
    setIdleState: (state) => chrome.storage.session.set({ "bench-idle-state": state }),

    setPopup: (popup) => chrome.action.setPopup({ popup }),
    sendAtOnce: async (count, message) => {
      const start = now()
      await Promise.all(Array.from({ length: count }, () => send(message)))
      return now() - start
    },
    /** Stores these, as if the SDK had signed in and the browser had restarted. */
    remember: async (items) => {
      await Promise.all([chrome.storage.session.clear(), chrome.storage.local.clear()])
      await chrome.storage.local.set(items)
    }
  }
})()
