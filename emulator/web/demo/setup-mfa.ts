import type { Clerk } from "@clerk/clerk-js"
import { h } from "../element"
import { HOME, signedIn } from "./clerk"
import { drawButton, drawCodeForm, drawForm } from "./form"
import { drawSteps } from "./steps"

/** Sets up an authenticator app or a phone number, then shows backup codes if the instance uses them. */
export function setUpMfa(clerk: Clerk) {
  const { session, user } = signedIn(clerk)
  const { page, show } = drawSteps()
  const proceed = () => clerk.setActive({ session: session.id, redirectUrl: HOME })
  const back = () => drawButton("Back", async () => choose())

  const choose = () =>
    show(
      "Set up two-step verification",
      drawButton("Use an authenticator app", addApp),
      drawButton("Use text messages", async () => addPhone())
    )

  async function addApp() {
    const { secret, uri } = await user.createTOTP()
    show(
      "Add this key to your authenticator app",
      h("code", {}, secret ?? ""),
      h("a", { class: "way", href: uri ?? "" }, "Open in an authenticator app"),
      drawCodeForm("Code from the app", async (code) =>
        finish((await user.verifyTOTP({ code })).backupCodes)
      ),
      back()
    )
  }

  function addPhone() {
    show(
      "Add your phone number",
      drawForm({
        fields: [{ name: "phone_number", label: "Phone number", type: "tel", autocomplete: "tel" }],
        submit: "Send code",
        run: async ({ phone_number: phoneNumber = "" }) => {
          const phone = await user.createPhoneNumber({ phoneNumber })
          await phone.prepareVerification()
          show(
            "Check your messages",
            drawCodeForm("Code", async (code) => {
              await phone.attemptVerification({ code })
              finish((await phone.setReservedForSecondFactor({ reserved: true })).backupCodes)
            }),
            back()
          )
        }
      }),
      back()
    )
  }

  function finish(backupCodes: string[] | undefined) {
    if (!backupCodes?.length) return void proceed()
    show(
      "Save your backup codes",
      h("pre", {}, backupCodes.join("\n")),
      drawButton("I've saved them", proceed)
    )
  }

  choose()
  return page
}
