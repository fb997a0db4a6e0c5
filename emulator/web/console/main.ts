import { find } from "../element"
import { showFaults, startFaults } from "./faults"
import { showInbox } from "./inbox"
import { showInstance, startInstance } from "./instance"
import { showInvitations, startInvitations } from "./invitations"
import { say, startMessages } from "./message"
import { showOrganizations, startOrganizations } from "./organizations"
import { showProviders, startProviders } from "./providers"
import { showRequests, startRequests } from "./requests"
import { showAccounts, startSeeds } from "./seeds"
import { showSettings, startSettings } from "./settings"
import { showUsers, startUsers } from "./users"

/** The shortest time between two refreshes. */
const PAUSE_MS = 250

let isWanted = false
let isRunning = false

/** Shows the current data. Calls during a refresh lead to one more refresh. */
async function refresh() {
  isWanted = true
  if (isRunning || document.hidden) return
  isRunning = true
  while (isWanted) {
    isWanted = false
    try {
      await Promise.all([
        showInstance().then(showAccounts),
        showUsers(),
        showOrganizations(),
        showInvitations(),
        showProviders(),
        showRequests(),
        showInbox(),
        showFaults(),
        showSettings()
      ])
    } catch (error) {
      // If the emulator is gone, the event stream reports it.
      console.error(error)
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  isRunning = false
}

/** Lets wide tables be scrolled by the keyboard. */
function startTables() {
  for (const table of document.querySelectorAll<HTMLElement>("[data-region]")) {
    table.tabIndex = 0
    table.role = "group"
    table.setAttribute("aria-labelledby", table.dataset.region ?? "")
  }
}

function listen() {
  const connection = find("connection", HTMLElement)
  const changes = new EventSource("/emulator/events")
  changes.addEventListener("change", refresh)
  changes.addEventListener("open", () => {
    connection.textContent = "Live"
    connection.className = "connection live"
  })
  changes.addEventListener("error", () => {
    connection.textContent = "The emulator isn't responding. Reconnecting…"
    connection.className = "connection"
  })
  document.addEventListener("visibilitychange", refresh)
}

try {
  startMessages()
  await startSeeds()
  startInstance()
  startFaults()
  startSettings()
  startUsers(refresh)
  startOrganizations(refresh)
  startInvitations()
  startProviders()
  startRequests(refresh)
  startTables()
  listen()
} catch (error) {
  say(`The console couldn't start: ${error}`, { isError: true })
}
