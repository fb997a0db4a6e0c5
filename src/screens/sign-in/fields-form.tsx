import { type FormEvent, type ReactNode, useContext, useId, useState } from "react"
import { flushSync } from "react-dom"
import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import type { InstanceSettings, SignUpAttempt } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { enteredNumber } from "~ui/phone/entered-number"
import type { AskedFields } from "./asked-fields"
import { type Drafts, DraftsContext, keepDraft } from "./drafts"
import { OfferInstead } from "./offer-instead"
import { SignUpFields } from "./sign-up-fields"
import { SsoButtons } from "./sso-buttons"
import { ToTheWeb } from "./to-the-web"
import { useStepCommand, useStepError } from "./use-step-command"

type FieldsFormProps = {
  instance: InstanceSettings
  title: string
  reason?: string
  submit: string
  command: "sign-up" | "update-sign-up"
  asked: AskedFields
  /** What Clerk already has. */
  given?: SignUpAttempt["given"]
  onDone?: () => void
  /** Offers social connections before the inputs. */
  withSso?: { lastStrategy: string | null; hasForm: boolean }
  /** Shown at the foot. */
  children: ReactNode
}

/** A form of the sign-up: it starts one, or adds to it. */
export function FieldsForm(props: FieldsFormProps) {
  const { instance, title, reason, submit, asked, given = {}, onDone, withSso, children } = props
  const command = useStepCommand(props.command)
  const sso = useStepCommand("start-sso")
  // The error may come from a later step that led back here.
  const { error, forget } = useStepError()
  const { form, errorOf, focusOn } = useFieldErrors(error)
  const [isUnclear, setIsUnclear] = useState(false)
  const headingId = useId()
  const drafts = useContext(DraftsContext)
  const [contact, setContact] = useState(drafts.contact ?? "emailAddress")
  const [hasSwapped, setHasSwapped] = useState(false)

  const shown = asked.emailOrPhone ? without(asked, other(contact)) : asked

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const entered = new FormData(event.currentTarget)
    const number = enteredNumber(entered)
    // Synchronously, because a number in the closed "More" has to be visible before it can take the focus.
    flushSync(() => setIsUnclear(false))
    flushSync(() => setIsUnclear(number.isUnclear))
    if (number.isUnclear) return focusOn("phoneNumber")
    const reply = await command.send(requestFrom(entered, number.e164))
    if (reply.ok) onDone?.()
  }

  function swap() {
    forget()
    keepDraft(drafts, "contact", other(contact))
    setContact(other(contact))
    setHasSwapped(true)
  }

  const withErrors = [...Object.keys(shown.fields), ...(shown.legalConsent ? ["legalAccepted"] : [])]

  return (
    <form
      ref={form}
      className="stack"
      aria-labelledby={headingId}
      onSubmit={send}
      onInput={() => setIsUnclear(false)}
    >
      <div className="stack stack--tight">
        <Heading level={1} id={headingId}>
          {title}
        </Heading>
        {reason && <p className="muted">{reason}</p>}
      </div>
      {withSso && (
        <SsoButtons instance={instance} step="sign-up" sso={sso} isBlocked={command.isSending} {...withSso} />
      )}
      {(withSso?.hasForm ?? true) && (
        <div>
          <SignUpFields
            asked={shown}
            passwordRules={instance.password}
            given={given}
            errorOf={(field) =>
              isUnclear && field === "phoneNumber" ? t("phoneNumberUnclear") : errorOf(field)
            }
            swap={
              asked.emailOrPhone && (
                <Button look="inline" onClick={swap}>
                  {t(contact === "emailAddress" ? "usePhoneInstead" : "useEmailInstead")}
                </Button>
              )
            }
            hasSwapped={hasSwapped}
          />
          <div className="actions">
            <Button type="submit" look="primary" isBusy={command.isSending} isBlocked={sso.isSending}>
              {submit}
            </Button>
          </div>
        </div>
      )}
      <ErrorNotice error={error} except={withErrors}>
        {error?.code === "web-only" && <ToTheWeb instance={instance} />}
      </ErrorNotice>
      <OfferInstead error={error} instance={instance} />
      <div className="foot foot--row">{children}</div>
    </form>
  )
}

type Contact = NonNullable<Drafts["contact"]>

function other(contact: Contact): Contact {
  return contact === "emailAddress" ? "phoneNumber" : "emailAddress"
}

function without(asked: AskedFields, contact: Contact): AskedFields {
  const { [contact]: _, ...fields } = asked.fields
  return { ...asked, fields }
}

const TEXTS = ["firstName", "lastName", "username", "emailAddress"] as const

function requestFrom(entered: FormData, e164: string): RequestOf<"sign-up"> {
  const texts = TEXTS.map((name) => [name, String(entered.get(name) ?? "").trim()])
  const password = String(entered.get("password") ?? "")
  return {
    ...Object.fromEntries(texts.filter(([, text]) => text)),
    ...(e164 && { phoneNumber: e164 }),
    ...(password && { password }),
    ...(entered.has("legalAccepted") && { legalAccepted: true as const })
  }
}
