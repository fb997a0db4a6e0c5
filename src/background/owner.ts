import { clerkAuthClient } from "./clerk/clerk-auth-client"
import { forgetEnrolmentOfOthers } from "./clerk/totp-enrolment"
import { createSessionOwner } from "./session-owner"
import { showOnToolbar } from "./toolbar"

/** This service worker's one session owner, with Clerk behind it. */
export const sessionOwner = createSessionOwner(clerkAuthClient, (snapshot) =>
  Promise.all([showOnToolbar(snapshot), forgetEnrolmentOfOthers(snapshot)])
)
