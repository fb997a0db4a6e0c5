import { followSso } from "./clerk/sso"
import { endInterruptedFlow } from "./clerk/sso-flow"
import { watchSyncHost } from "./clerk/sync-host"
import { FORGET_ENROLMENT_ALARM, forgetEnrolment } from "./clerk/totp-enrolment"
import { endSso } from "./end-sso"
import "./gate"
import { recordEvents } from "./inspector/events"
import { setCause } from "./inspector/recorder"
import { sessionOwner } from "./owner"

const SYNC_ALARM = "sync"

if (process.env.PLASMO_PUBLIC_INSPECTOR) recordEvents()

chrome.runtime.onInstalled.addListener(() => sync())
chrome.runtime.onStartup.addListener(() => sync())
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === FORGET_ENROLMENT_ALARM) void forgetEnrolment()
  if (name === SYNC_ALARM) sync()
})
if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
  watchSyncHost(() => {
    if (process.env.PLASMO_PUBLIC_INSPECTOR) setCause({ why: "cookies of the web app changed" })
    return sync({ force: true, onlyClient: true })
  })
}

if (process.env.PLASMO_PUBLIC_CLERK_SSO) {
  followSso(endSso)
  void endInterruptedFlow().then((wasInterrupted) => {
    if (wasInterrupted) void sync({ force: true, onlyClient: true })
  })
}

// Sessions also end elsewhere: revoked, or the user banned. Nothing else wakes an idle extension.
void chrome.alarms.create(SYNC_ALARM, { periodInMinutes: 5 })

// Runs each time Chrome wakes the worker; calls Clerk only if the snapshot is older than a minute. But a web app's cookies wake it that
// often, and have their own sync when they change.
if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) sync()

// Nothing waits for it. If no snapshot can be written, pages that send a message show the error.
function sync(options?: Parameters<typeof sessionOwner.sync>[0]) {
  return sessionOwner.sync(options).catch(() => {})
}
