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

/** At most so often, however much happens. */
const PAUSE_MS = 250

let isWanted = false
let isRunning = false

/** Shows what is true now; calls that come meanwhile are answered by one more round. */
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
      // The stream of changes says so when the emulator is gone.
      console.error(error)
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  isRunning = false
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
    connection.textContent = "The emulator does not answer. Trying again."
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
  listen()
} catch (error) {
  say(`The console could not start: ${error}`, { isError: true })
}
