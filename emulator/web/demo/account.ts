import type { Clerk } from "@clerk/clerk-js"
import { h } from "../element"
import { SIGN_IN } from "./clerk"
import { drawButton } from "./form"

/** Who is signed in, and the way out. */
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
