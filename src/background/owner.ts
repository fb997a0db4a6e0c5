import type { SessionSnapshot } from "~session/snapshot"
import { clerkAuthClient } from "./clerk/clerk-auth-client"
import { forgetEnrolmentOfOthers } from "./clerk/totp-enrolment"
import { createInspectedSessionOwner } from "./inspector/inspected-session-owner"
import { createSessionOwner } from "./session-owner"
import { showOnToolbar } from "./toolbar"

const onPublish = (snapshot: SessionSnapshot) =>
  Promise.all([showOnToolbar(snapshot), forgetEnrolmentOfOthers(snapshot)])

/** This service worker's one session owner, with Clerk behind it. */
export const sessionOwner = process.env.PLASMO_PUBLIC_INSPECTOR
  ? createInspectedSessionOwner(clerkAuthClient, onPublish)
  : createSessionOwner(clerkAuthClient, onPublish)
