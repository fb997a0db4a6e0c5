import { type FormEvent, useId } from "react"
import { t } from "~i18n"
import type { Field } from "~messaging/message-error"
import type { InstanceSettings } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { PasswordField } from "~ui/controls/password-field"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { useDraftOf } from "./drafts"
import { ToTheWeb } from "./to-the-web"
import { useStepCommand, useStepError } from "./use-step-command"

type SignUpFormProps = {
  instance: InstanceSettings
  onSignIn: () => void
}

/** Asks what the instance asks of a new account, as far as this extension offers it. */
export function SignUpForm({ instance, onSignIn }: SignUpFormProps) {
  const { firstName, lastName, password } = instance.signUp
  const signUp = useStepCommand("sign-up")
  // Also of a later step that led back here.
  const { error } = useStepError()
  const { form, errorOf } = useFieldErrors(error)
  const headingId = useId()
  const firstNameDraft = useDraftOf("firstName")
  const lastNameDraft = useDraftOf("lastName")
  const emailAddressDraft = useDraftOf("emailAddress")

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    void signUp.send({
      emailAddress: String(fields.get("emailAddress")).trim(),
      ...entered("firstName", fields),
      ...entered("lastName", fields),
      ...entered("password", fields)
    })
  }

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <Heading level={1} id={headingId}>
        {t("signUpTo", instance.applicationName)}
      </Heading>
      <div>
        {(firstName !== "off" || lastName !== "off") && (
          <div className="sign-in__columns">
            {firstName !== "off" && (
              <TextField
                name="firstName"
                label={t("firstName")}
                autoComplete="given-name"
                required={firstName === "required"}
                {...firstNameDraft}
                error={errorOf("firstName")}
              />
            )}
            {lastName !== "off" && (
              <TextField
                name="lastName"
                label={t("lastName")}
                autoComplete="family-name"
                required={lastName === "required"}
                {...lastNameDraft}
                error={errorOf("lastName")}
              />
            )}
          </div>
        )}
        <TextField
          name="emailAddress"
          type="email"
          label={t("email")}
          autoComplete="username"
          required
          {...emailAddressDraft}
          error={errorOf("emailAddress")}
        />
        {password !== "off" && (
          <PasswordField
            autoComplete="new-password"
            required={password === "required"}
            error={errorOf("password")}
          />
        )}
        <div className="actions">
          <Button type="submit" look="primary" isBusy={signUp.isSending}>
            {t("createAccount")}
          </Button>
        </div>
      </div>
      <ErrorNotice error={error} except={["firstName", "lastName", "emailAddress", "password"]}>
        {error?.code === "web-only" && <ToTheWeb instance={instance} />}
      </ErrorNotice>
      <div className="foot">
        <p>
          {t("haveAccount")}{" "}
          <Button look="inline" onClick={onSignIn}>
            {t("signIn")}
          </Button>
        </p>
      </div>
    </form>
  )
}

function entered<Name extends Field>(name: Name, fields: FormData): { [Key in Name]?: string } {
  const value = fields.get(name)
  return typeof value === "string" && value !== "" ? ({ [name]: value } as { [Key in Name]: string }) : {}
}
