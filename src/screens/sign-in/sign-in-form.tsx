import { type FormEvent, useId, useRef, useState } from "react"
import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import type { Identifier, InstanceSettings, KnownSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { PasswordField } from "~ui/controls/password-field"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { hasPasskeys } from "~ui/passkey/use-passkey"
import { useDraftOf } from "./drafts"
import { inputFor, readIdentifier } from "./identifier"
import { LastUsed } from "./last-used"
import { NotOffered } from "./not-offered"
import { OfferInstead } from "./offer-instead"
import { OtherWays } from "./other-ways"
import { PasskeyButton } from "./passkey-button"
import { SignUpOffer } from "./sign-up-offer"
import { SsoButtons } from "./sso-buttons"
import { hasEnterpriseSso, providersOf } from "./sso-ways"
import { ToTheWeb } from "./to-the-web"
import { useStepCommand, useStepError } from "./use-step-command"

type By = RequestOf<"start-sign-in">["by"]

type SignInFormProps = {
  session: Pick<KnownSession, "instance" | "lastStrategy" | "waitlistedAs">
}

/** Asks for the identifier, and for the password if the instance prefers that. */
export function SignInForm({ session }: SignInFormProps) {
  const { instance, lastStrategy } = session
  const { password, codes, passkey, prefersCode } = instance.signIn
  const identifiers = identifiersOf(instance)
  const byPassword = useStepCommand("attempt-first-factor")
  const start = useStepCommand("start-sign-in")
  const sso = useStepCommand("start-sso")
  const [by, setBy] = useState<By>()
  // The error may come from a later step that led back here.
  const { error } = useStepError()
  const { form, errorOf } = useFieldErrors(error)
  const headingId = useId()
  const draft = useDraftOf("identifier")
  const identifierInput = useRef<HTMLInputElement>(null)

  const asksPassword = password && !prefersCode
  const providers = providersOf(instance)
  const takesPasskey = passkey !== "off" && hasPasskeys()
  const asksPasskey = passkey === "button" && takesPasskey
  // A reset needs an address or number to send a code to.
  const canReset = identifiers.some((identifier) => identifier !== "username")
  const isSending = byPassword.isSending || start.isSending || sso.isSending
  const { label, type } = inputFor(identifiers)
  const onlyCode = codes.length === 1 && !password && !takesPasskey ? codes[0] : undefined
  const isOneOfSeveral =
    [password, codes.length > 0, asksPasskey].filter(Boolean).length + providers.length > 1
  const hasForm =
    (identifiers.length > 0 && (password || codes.length > 0 || takesPasskey)) || hasEnterpriseSso(instance)
  const isLast = (...strategies: string[]) => isOneOfSeveral && strategies.includes(lastStrategy ?? "")

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    if (!asksPassword) return startBy(onlyCode && "code")
    const identifier = await readIdentifier(String(fields.get("identifier")), identifiers)
    void byPassword.send({ strategy: "password", identifier, password: String(fields.get("password")) })
  }

  async function startBy(way: By) {
    const input = identifierInput.current
    if (!input?.reportValidity()) return
    setBy(way)
    const identifier = await readIdentifier(input.value, identifiers)
    void start.send({ identifier, ...(way && { by: way }) })
  }

  const isStarting = (way: By) => start.isSending && by === way

  if (!hasForm && providers.length === 0) return <NotOffered instance={instance} />

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <Heading level={1} id={headingId} takesFocus={hasForm}>
        {t("signInTo", instance.applicationName)}
      </Heading>
      <SsoButtons
        instance={instance}
        step="sign-in"
        sso={sso}
        lastStrategy={lastStrategy}
        hasForm={hasForm}
        isBlocked={isSending}
      />
      {hasForm && (
        <div>
          <TextField
            ref={identifierInput}
            name="identifier"
            type={type}
            label={t(label)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
            {...draft}
            hint={identifiers.includes("phone_number") ? t("phoneNumberHintAtSignIn") : undefined}
            error={errorOf("identifier")}
          />
          {asksPassword && (
            <PasswordField
              autoComplete="current-password"
              required
              error={errorOf("password")}
              aside={
                canReset && (
                  <Button
                    look="inline"
                    aria-label={t("forgotPasswordLabel")}
                    isBusy={isStarting("reset")}
                    isBlocked={isSending}
                    onClick={() => startBy("reset")}
                  >
                    {t("forgotPassword")}
                  </Button>
                )
              }
            />
          )}
          <div className="actions">
            <LastUsed
              isMarked={asksPassword ? isLast("password", "email_address", "username") : isLast(...codes)}
            >
              {(describedBy) => (
                <Button
                  type="submit"
                  look="primary"
                  aria-describedby={describedBy}
                  isBusy={asksPassword ? byPassword.isSending : start.isSending}
                  isBlocked={isSending}
                >
                  {t(submitText(asksPassword, onlyCode))}
                </Button>
              )}
            </LastUsed>
            {asksPassword && codes.length > 0 && (
              <LastUsed isMarked={isLast(...codes)}>
                {(describedBy) => (
                  <Button
                    look="quiet"
                    aria-describedby={describedBy}
                    isBusy={isStarting("code")}
                    isBlocked={isSending}
                    onClick={() => startBy("code")}
                  >
                    {t(codes.length > 1 ? "sendMeACodeSomewhere" : insteadTexts[codes[0] ?? "email_code"])}
                  </Button>
                )}
              </LastUsed>
            )}
            {asksPasskey && (
              <LastUsed isMarked={isLast("passkey")}>
                {(describedBy) => (
                  <PasskeyButton
                    step="sign-in"
                    text={t("signInWithPasskey")}
                    describedBy={describedBy}
                    isBlocked={isSending}
                  />
                )}
              </LastUsed>
            )}
          </div>
        </div>
      )}
      <ErrorNotice error={error} except={asksPassword ? ["identifier", "password"] : ["identifier"]}>
        {error?.code === "web-only" && <ToTheWeb instance={instance} />}
      </ErrorNotice>
      <OfferInstead error={error} instance={instance} />
      <div className="foot">
        <OtherWays instance={instance} />
        <SignUpOffer session={session} />
      </div>
    </form>
  )
}

/** The identifiers that users may enter. SSO of companies works by email address. */
function identifiersOf(instance: InstanceSettings): Identifier[] {
  const { identifiers } = instance.signIn
  return identifiers.length === 0 && hasEnterpriseSso(instance) ? ["email_address"] : identifiers
}

const sendTexts = { email_code: "sendMeACode", phone_code: "textMeACode" } as const
const insteadTexts = { email_code: "sendMeACodeInstead", phone_code: "textMeACodeInstead" } as const

function submitText(asksPassword: boolean, onlyCode: keyof typeof sendTexts | undefined) {
  if (asksPassword) return "signIn"
  return onlyCode ? sendTexts[onlyCode] : "continue"
}
