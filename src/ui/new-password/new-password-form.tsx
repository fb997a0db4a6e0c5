import "./new-password.css"

import { type FormEvent, useId, useRef, useState } from "react"

import { t } from "~messaging/translate"
import type { PasswordRules } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { PasswordField } from "~ui/controls/password-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import type { Command } from "~ui/use-command"
import { checkRules } from "./check-rules"
import { PasswordStrength } from "./password-strength"
import { RuleList } from "./rule-list"

type NewPasswordFormProps = {
  rules: PasswordRules
  /** Whose password it is, for password managers. */
  identifier: string
  command: Command<"change-password"> | Command<"set-new-password">
}

/** Takes a new password, and shows while it is typed what it still lacks. */
export function NewPasswordForm({ rules, identifier, command }: NewPasswordFormProps) {
  const { send, isSending, error } = command
  const { form, errorOf } = useFieldErrors(error)
  const [password, setPassword] = useState("")
  const [isIncomplete, setIsIncomplete] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const rulesId = useId()
  const checks = checkRules(password, rules)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const lacksSomething = checks.some(({ isMet }) => !isMet)
    setIsIncomplete(lacksSomething)
    if (lacksSomething) {
      input.current?.focus()
      return
    }
    const signOutOfOtherSessions = new FormData(event.currentTarget).has("signOutOfOtherSessions")
    void send({ newPassword: password, signOutOfOtherSessions })
  }

  return (
    <form ref={form} className="stack" onSubmit={submit}>
      <input
        className="visually-hidden"
        type="text"
        autoComplete="username"
        value={identifier}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <div>
        <PasswordField
          ref={input}
          name="newPassword"
          label={t("newPassword")}
          autoComplete="new-password"
          required
          autoFocus
          value={password}
          onChange={(event) => {
            setPassword(event.target.value)
            setIsIncomplete(false)
          }}
          aria-describedby={rulesId}
          error={isIncomplete ? t("passwordLacks") : errorOf("newPassword")}
        />
        {rules.minStrength !== null && <PasswordStrength password={password} />}
        <RuleList id={rulesId} checks={checks} />
      </div>
      <label className="checkbox">
        <input type="checkbox" name="signOutOfOtherSessions" defaultChecked />
        {t("signOutOfOtherSessions")}
      </label>
      <div className="actions">
        <Button type="submit" look="primary" isBusy={isSending}>
          {t("savePassword")}
        </Button>
        <ErrorNotice error={error} except={["newPassword"]} />
      </div>
    </form>
  )
}
