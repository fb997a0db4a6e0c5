import { isOfWebApp } from "../clerk/web-app"
import { noteEvent, noteStart } from "./recorder"

/** Records why Chrome wakes the worker. It listens only to events that the extension listens to anyway: others would wake it too. */
export function recordEvents() {
  noteStart()
  chrome.runtime.onInstalled.addListener(({ reason }) =>
    noteEvent(`Chrome installed or updated it (${reason})`)
  )
  chrome.runtime.onStartup.addListener(() => noteEvent("the browser started"))
  chrome.alarms.onAlarm.addListener(({ name }) => noteEvent(`alarm “${name}”`))
  chrome.idle.onStateChanged.addListener((state) => noteEvent(`the browser is ${state}`))
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
    chrome.cookies.onChanged.addListener(({ cookie, removed }) => {
      if (isOfWebApp(cookie)) noteEvent(`cookie ${cookie.name} ${removed ? "removed" : "set"}`)
    })
  }
}
