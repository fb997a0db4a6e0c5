import type { Clerk } from "@clerk/clerk-js"
import { h } from "../element"
import { SIGN_IN } from "./clerk"
import { drawButton } from "./form"

/** Shows who is signed in, and a button to sign out. */
export const drawAccount = (clerk: Clerk) =>
  h(
    "div",
    { class: "account" },
    h(
      "span",
      { class: "muted" },
      `Signed in as ${clerk.user?.primaryEmailAddress?.emailAddress ?? clerk.user?.id}`
    ),
    drawButton("Sign out", () => clerk.signOut({ redirectUrl: SIGN_IN }))
  )
