import { watchSyncHost } from "./clerk/sync-host"
import { FORGET_ENROLMENT_ALARM, forgetEnrolment } from "./clerk/totp-enrolment"
import { answerUnknownCommand } from "./handle"
import { sessionOwner } from "./owner"

const LOOK_AGAIN_ALARM = "look-again"

chrome.runtime.onMessage.addListener(answerUnknownCommand)
chrome.runtime.onInstalled.addListener(() => void sessionOwner.sync())
chrome.runtime.onStartup.addListener(() => void sessionOwner.sync())
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === FORGET_ENROLMENT_ALARM) void forgetEnrolment()
  if (name === LOOK_AGAIN_ALARM) void sessionOwner.sync()
})
if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
  watchSyncHost(() => sessionOwner.sync({ force: true, onlyClient: true }))
}

// Clerk's SDK keeps its client token there; content scripts have no business with it.
void chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" })

// Sessions also end elsewhere: revoked, or the user banned. The only thing that wakes an idle extension.
void chrome.alarms.create(LOOK_AGAIN_ALARM, { periodInMinutes: 5 })

// Each time Chrome wakes the worker; asks Clerk only when what is known is older than a minute. But cookies of a web app wake
// it that often, and have their own look when they tell something new.
if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) void sessionOwner.sync()
