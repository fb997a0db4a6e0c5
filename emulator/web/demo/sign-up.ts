import type { Clerk } from "@clerk/clerk-js"
import { HOME } from "./clerk"
import { drawCodeForm, drawForm } from "./form"
import { drawSteps } from "./steps"

/** An address, a password, and a code if the instance wants the address verified. */
export function signUpPage(clerk: Clerk) {
  const { signUp } = clerk.client ?? {}
  if (!signUp) throw new Error("The SDK is not loaded.")
  const { page, show } = drawSteps()

  show(
    "Sign up",
    drawForm({
      fields: [
        { name: "first_name", label: "First name", autocomplete: "given-name", optional: true },
        { name: "email_address", label: "E-mail address", type: "email", autocomplete: "username" },
        {
          name: "password",
          label: "Password",
          type: "password",
          autocomplete: "new-password",
          optional: true
        }
      ],
      submit: "Continue",
      run: async ({ first_name: firstName = "", email_address: emailAddress = "", password = "" }) => {
        await signUp.create({ firstName, emailAddress, password })
        await proceed()
      }
    })
  )

  async function proceed() {
    if (signUp?.status === "complete") {
      return clerk.setActive({ session: signUp.createdSessionId, redirectUrl: HOME })
    }
    if (signUp?.missingFields.length) throw new Error(`Still missing: ${signUp.missingFields.join(", ")}.`)
    await signUp?.prepareEmailAddressVerification({ strategy: "email_code" })
    show(
      "Check your messages",
      drawCodeForm("Code", async (code) => {
        await signUp?.attemptEmailAddressVerification({ code })
        await proceed()
      })
    )
  }

  return page
}
