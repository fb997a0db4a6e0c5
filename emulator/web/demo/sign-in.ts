import type { Clerk } from "@clerk/clerk-js"
import { h } from "../element"
import { CONTINUE, HOME, SIGN_IN, SIGN_UP, VERIFY } from "./clerk"
import { drawButton, drawCodeForm, drawForm } from "./form"
import { connectionsOf, drawCompanies, signInAtCompany, signInWith, takeProblem } from "./providers"
import { drawSteps } from "./steps"

const SECOND_FACTORS = {
  totp: "the code from your authenticator app",
  phone_code: "the code we sent by text message",
  email_code: "the code we sent by email",
  email_link: "the link we sent by email",
  backup_code: "a backup code"
}

type SecondFactor = keyof typeof SECOND_FACTORS

/** The page that an emailed link opens. It shows whether the link worked. */
export function linkPage() {
  const status = new URLSearchParams(location.search).get("__clerk_status")
  const isVerified = status === "verified"
  return h(
    "section",
    {},
    h("h1", {}, isVerified ? "You're verified" : "This link didn't work"),
    h(
      "p",
      {},
      isVerified
        ? "You can close this page and return to where you were signing in."
        : `Request a new link (${status}).`
    )
  )
}

const isAtStart = (status: string | null | undefined) =>
  status === "needs_identifier" || status === "needs_first_factor"

const NAMES: Record<string, string> = {
  email_address: "email address",
  phone_number: "phone number",
  username: "username"
}

/** Lists the instance's identifiers, such as "Email address or username". */
function identifierLabel(clerk: Clerk) {
  const kinds = clerk.__internal_environment?.userSettings.enabledFirstFactorIdentifiers ?? []
  const text = new Intl.ListFormat("en", { type: "disjunction" }).format(
    kinds.map((kind) => NAMES[kind]).filter((name) => name !== undefined)
  )
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Supports passwords, codes, second factors, Device Trust, password resets, social providers and enterprise connections. */
export async function signInPage(clerk: Clerk) {
  const { signIn } = clerk.client ?? {}
  if (!signIn) throw new Error("The SDK isn't loaded.")
  const { page, show } = drawSteps()
  // With enterprise connections, tries the password only once it's clear that the user has no connection.
  const isForCompanies = clerk.__internal_environment?.userSettings.enterpriseSSO.enabled === true
  const problem = await takeProblem(clerk, "signIn")

  const identify = () =>
    show(
      "Sign in",
      ...(problem ? [problem] : []),
      drawForm({
        fields: [
          { name: "identifier", label: identifierLabel(clerk), autocomplete: "username" },
          {
            name: "password",
            label: "Password (leave empty to get a code)",
            type: "password",
            autocomplete: "current-password",
            optional: true
          }
        ],
        submit: "Continue",
        run: async ({ identifier = "", password }) => {
          await signIn.create(password && !isForCompanies ? { identifier, password } : { identifier })
          if (password && isForCompanies && connectionsOf(clerk).length === 0)
            await signIn.attemptFirstFactor({ strategy: "password", password })
          await proceed()
        }
      }),
      ...drawCompanies(clerk, async (strategy) => signInWith(clerk, strategy))
    )

  async function proceed() {
    if (isAtStart(signIn?.status) && connectionsOf(clerk).length > 0) return goToCompany()
    switch (signIn?.status) {
      case "complete":
        return clerk.setActive({ session: signIn.createdSessionId, redirectUrl: HOME })
      case "needs_first_factor":
        return askForCode()
      case "needs_second_factor":
      case "needs_client_trust":
        return askForSecondFactor()
      case "needs_new_password":
        return askForPassword()
      default:
        throw new Error(`This app doesn't support the status "${signIn?.status}".`)
    }
  }

  async function goToCompany() {
    const [only, ...others] = connectionsOf(clerk)
    if (only && others.length === 0) return signInAtCompany(clerk)
    show(
      "Choose how to sign in",
      ...connectionsOf(clerk).map(({ enterpriseConnectionId, enterpriseConnectionName }) =>
        drawButton(`Continue with ${enterpriseConnectionName}`, async () =>
          signInAtCompany(clerk, enterpriseConnectionId)
        )
      )
    )
  }

  async function askForCode() {
    const factors = signIn?.supportedFirstFactors ?? []
    const own = factors.find(({ strategy }) => strategy === "email_code" || strategy === "phone_code")
    const reset = factors.find(({ strategy }) => /^reset_password_(email|phone)_code$/.test(strategy))
    const factor = own ?? reset
    if (!factor) throw new Error("Enter your password.")
    await signIn?.prepareFirstFactor(factor as never)
    show(
      "Check your messages",
      drawCodeForm("Code", async (code) => {
        await signIn?.attemptFirstFactor({ strategy: factor.strategy, code } as never)
        await proceed()
      }),
      drawButton("Start over", async () => identify())
    )
  }

  async function askForSecondFactor(wanted?: SecondFactor) {
    const offered = (Object.keys(SECOND_FACTORS) as SecondFactor[]).filter((strategy) =>
      signIn?.supportedSecondFactors?.some((factor) => factor.strategy === strategy)
    )
    const strategy = wanted ?? offered[0]
    if (!strategy) throw new Error("This app supports none of your second factors.")
    if (strategy === "email_link") return awaitLink()
    if (strategy === "phone_code" || strategy === "email_code")
      await signIn?.prepareSecondFactor({ strategy })
    show(
      "Verify it's you",
      drawCodeForm(`Enter ${SECOND_FACTORS[strategy]}`, async (code) => {
        await signIn?.attemptSecondFactor({ strategy, code })
        await proceed()
      }),
      ...offered
        .filter((other) => other !== strategy)
        .map((other) => drawButton(`Use ${SECOND_FACTORS[other]}`, () => askForSecondFactor(other)))
    )
  }

  async function awaitLink(): Promise<void> {
    const factor = signIn?.supportedSecondFactors?.find(({ strategy }) => strategy === "email_link")
    const redirectUrl = new URL(`${SIGN_IN}${VERIFY}`, location.href).href
    if (!signIn || factor?.strategy !== "email_link") throw new Error("We can't send a link to this account.")
    show("Check your email", h("p", {}, "Open the link we sent you in this browser."))
    const { startEmailLinkFlow } = signIn.createEmailLinkFlow()
    const { secondFactorVerification } = await startEmailLinkFlow({
      emailAddressId: factor.emailAddressId,
      redirectUrl
    })
    if (secondFactorVerification.status === "verified") return proceed()
    show("This link has expired", drawButton("Send a new link", awaitLink))
  }

  function askForPassword() {
    show(
      "Choose a new password",
      drawForm({
        fields: [{ name: "password", label: "New password", type: "password", autocomplete: "new-password" }],
        submit: "Save",
        run: async ({ password = "" }) => {
          await signIn?.resetPassword({ password })
          await proceed()
        }
      })
    )
  }

  if (location.hash === CONTINUE && signIn.id) await proceed()
  else identify()
  return h("div", {}, page, h("a", { class: "way", href: SIGN_UP }, "Sign up instead"))
}
