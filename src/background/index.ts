import { followSso } from "./clerk/sso"
import { endInterruptedFlow } from "./clerk/sso-flow"
import { watchSyncHost } from "./clerk/sync-host"
import { FORGET_ENROLMENT_ALARM, forgetEnrolment } from "./clerk/totp-enrolment"
import { endSso } from "./end-sso"
import "./gate"
import { sessionOwner } from "./owner"

const LOOK_AGAIN_ALARM = "look-again"

chrome.runtime.onInstalled.addListener(() => look())
chrome.runtime.onStartup.addListener(() => look())
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === FORGET_ENROLMENT_ALARM) void forgetEnrolment()
  if (name === LOOK_AGAIN_ALARM) look()
})
if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
  watchSyncHost(() => look({ force: true, onlyClient: true }))
}

if (process.env.PLASMO_PUBLIC_CLERK_SSO) {
  followSso(endSso)
  void endInterruptedFlow().then((wasInterrupted) => {
    if (wasInterrupted) void look({ force: true, onlyClient: true })
  })
}

// Sessions also end elsewhere: revoked, or the user banned. The only thing that wakes an idle extension.
void chrome.alarms.create(LOOK_AGAIN_ALARM, { periodInMinutes: 5 })

// Each time Chrome wakes the worker; asks Clerk only when what is known is older than a minute. But cookies of a web app wake
// it that often, and have their own look when they tell something new.
if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) look()

// Nobody waits for it. Where no snapshot can be written, pages that ask say so.
function look(options?: Parameters<typeof sessionOwner.sync>[0]) {
  return sessionOwner.sync(options).catch(() => {})
}
