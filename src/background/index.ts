import { followSso } from "./clerk/sso"
import { endInterruptedFlow } from "./clerk/sso-flow"
import { watchSyncHost } from "./clerk/sync-host"
import { FORGET_ENROLMENT_ALARM, forgetEnrolment } from "./clerk/totp-enrolment"
import { endSso } from "./end-sso"
import "./gate"
import { recordEvents } from "./inspector/events"
import { setCause } from "./inspector/recorder"
import { sessionOwner } from "./owner"
import { readSnapshot } from "./snapshot-store"
import { createSyncSchedule, SYNC_ALARM } from "./sync-schedule"

// With a stopped worker, Clerk's SDK requests the instance's settings too.
const schedule = createSyncSchedule(() => sync({ onlyClient: true }))

if (process.env.PLASMO_PUBLIC_INSPECTOR) recordEvents()

chrome.runtime.onInstalled.addListener(() => sync())
chrome.runtime.onStartup.addListener(() => sync())
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === FORGET_ENROLMENT_ALARM) void forgetEnrolment()
  if (name === SYNC_ALARM) void schedule.ring()
})
chrome.idle.onStateChanged.addListener((state) => {
  if (state === "active") void schedule.noticeUse()
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

// Runs each time Chrome wakes the worker. Without a snapshot, it has just been turned on or reloaded, for which Chrome has no event.
void schedule.keep()
void readSnapshot().then(({ status }) => {
  if (status === "loading") void sync()
})

// Nothing waits for it. If no snapshot can be written, pages that send a message show the error.
function sync(options?: Parameters<typeof sessionOwner.sync>[0]) {
  return sessionOwner.sync(options).catch(() => {})
}
