import type { Clerk } from "@clerk/clerk-js"
import { h } from "../element"
import { HOME, signedIn } from "./clerk"
import { drawForm } from "./form"

export function resetPassword(clerk: Clerk) {
  const { session, user } = signedIn(clerk)
  return h(
    "section",
    {},
    h("h1", {}, "Choose a new password"),
    h("p", {}, "Your password is no longer secure. Choose a new one to continue."),
    drawForm({
      fields: [
        { name: "new_password", label: "New password", type: "password", autocomplete: "new-password" }
      ],
      submit: "Save",
      run: async ({ new_password: newPassword = "" }) => {
        await user.updatePassword({ newPassword, signOutOfOtherSessions: true })
        await clerk.setActive({ session: session.id, redirectUrl: HOME })
      }
    })
  )
}
