import type { Clerk } from "@clerk/clerk-js"
import { h } from "../element"
import { CONTINUE, HOME, SIGN_IN } from "./clerk"
import { drawCodeForm, drawForm, type Field } from "./form"
import { drawCompanies, signUpAtCompany, signUpWith, takeProblem } from "./providers"
import { drawSteps } from "./steps"

const FIELDS: (Field & { param: string })[] = [
  { name: "first_name", param: "firstName", label: "First name", autocomplete: "given-name" },
  { name: "last_name", param: "lastName", label: "Last name", autocomplete: "family-name" },
  { name: "username", param: "username", label: "Username", autocomplete: "username" },
  {
    name: "email_address",
    param: "emailAddress",
    label: "Email address",
    type: "email",
    autocomplete: "email"
  },
  { name: "phone_number", param: "phoneNumber", label: "Phone number", type: "tel", autocomplete: "tel" },
  {
    name: "password",
    param: "password",
    label: "Password",
    type: "password",
    autocomplete: "new-password"
  }
]

/** Shows the instance's fields, then verifies the email address and phone number if required. A ticket provides the email address. */
export async function signUpPage(clerk: Clerk) {
  const { signUp } = clerk.client ?? {}
  if (!signUp) throw new Error("The SDK isn't loaded.")
  const attributes = clerk.__internal_environment?.userSettings.attributes as
    | Record<string, { enabled: boolean; required: boolean } | undefined>
    | undefined
  const ticket = new URLSearchParams(location.search).get("__clerk_ticket")
  const fields = FIELDS.filter(({ name }) => attributes?.[name]?.enabled)
    .filter(({ name }) => !ticket || name !== "email_address")
    .map((field) => {
      const optional = !attributes?.[field.name]?.required
      return { ...field, optional, ...(optional && { label: `${field.label} (optional)` }) }
    })
  const { page, show } = drawSteps()
  const problem = await takeProblem(clerk, "signUp")
  const paramsOf = (values: Record<string, string>) =>
    Object.fromEntries(
      FIELDS.filter(({ name }) => values[name]).map(({ name, param }) => [param, values[name]])
    )

  const begin = () =>
    show(
      ticket ? "You're invited" : "Sign up",
      ...(problem ? [problem] : []),
      drawForm({
        fields,
        submit: "Continue",
        run: async (values) => {
          await signUp.create({ ...paramsOf(values), ...(ticket && { strategy: "ticket", ticket }) })
          await proceed()
        }
      }),
      ...(ticket ? [] : drawCompanies(clerk, async (strategy) => signUpWith(clerk, strategy)))
    )

  /** Asks for what the provider didn't share. */
  const askForMissing = () =>
    show(
      "Almost done",
      drawForm({
        fields: FIELDS.filter(({ name }) => signUp.missingFields.some((missing) => missing === name)),
        submit: "Continue",
        run: async (values) => {
          await signUp.update(paramsOf(values))
          await proceed()
        }
      })
    )

  async function proceed(): Promise<void> {
    if (signUp?.missingFields.includes("enterprise_sso")) return signUpAtCompany(clerk)
    if (signUp?.status === "complete") {
      return clerk.setActive({ session: signUp.createdSessionId, redirectUrl: HOME })
    }
    if (signUp?.missingFields.length) throw new Error(`Still missing: ${signUp.missingFields.join(", ")}.`)
    const strategy = signUp?.unverifiedFields.includes("email_address") ? "email_code" : "phone_code"
    await signUp?.prepareVerification({ strategy })
    const sentTo = strategy === "email_code" ? signUp?.emailAddress : signUp?.phoneNumber
    show(
      "Check your messages",
      drawCodeForm(`Code sent to ${sentTo}`, async (code) => {
        await signUp?.attemptVerification({ strategy, code })
        await proceed()
      })
    )
  }

  if (location.hash !== CONTINUE || !signUp.id) begin()
  else if (signUp.missingFields.length > 0) askForMissing()
  else await proceed()
  return h("div", {}, page, h("a", { class: "way", href: SIGN_IN }, "Sign in instead"))
}
