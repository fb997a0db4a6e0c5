import { FORGET_ENROLMENT_ALARM, forgetEnrolment } from "./clerk/totp-enrolment"
import { answerUnknownCommand } from "./handle"
import { sessionOwner } from "./owner"

chrome.runtime.onMessage.addListener(answerUnknownCommand)
chrome.runtime.onInstalled.addListener(() => void sessionOwner.sync())
chrome.runtime.onStartup.addListener(() => void sessionOwner.sync())
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === FORGET_ENROLMENT_ALARM) void forgetEnrolment()
})

// Clerk's SDK keeps its client token there; content scripts have no business with it.
void chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" })

// Each time Chrome wakes the worker; asks Clerk only when what is known is older than a minute.
void sessionOwner.sync()
