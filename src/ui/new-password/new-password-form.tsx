import "./new-password.css"

import { type FormEvent, useId, useMemo, useState } from "react"
import { flushSync } from "react-dom"
import { t } from "~i18n"
import { MessageError, problemsOf } from "~messaging/message-error"
import type { Command } from "~react/use-command"
import type { PasswordRules } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { PasswordField } from "~ui/controls/password-field"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { UsernameField } from "~ui/controls/username-field"
import { checkRules } from "./check-rules"
import { generatorRules } from "./generator-rules"
import { PasswordStrength } from "./password-strength"
import { RuleList } from "./rule-list"

type NewPasswordFormProps = {
  rules: PasswordRules
  /** The user's identifier, for password managers. */
  identifier: string
  command: Command<"change-password"> | Command<"set-new-password">
}

/** Takes a new password, and shows while the user types which rules it doesn't meet yet. */
export function NewPasswordForm({ rules, identifier, command }: NewPasswordFormProps) {
  const { send, isSending, reset } = command
  const error = useErrorOfNewPassword(command.error)
  const { form, errorOf, focusOn } = useFieldErrors(error)
  const [password, setPassword] = useState("")
  const [repeated, setRepeated] = useState("")
  const [isShown, setIsShown] = useState(false)
  /** Which inputs show their errors: not those that the user is still filling in. */
  const [checked, setChecked] = useState({ password: false, repeated: false })
  const rulesId = useId()
  const checks = checkRules(password, rules)
  const lacksSomething = checks.some(({ isMet }) => !isMet)
  const isDifferent = repeated !== password

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    // At once, so that what is wrong is announced each time.
    flushSync(() => setChecked({ password: false, repeated: false }))
    flushSync(() => setChecked({ password: true, repeated: true }))
    if (lacksSomething) return focusOn("newPassword")
    if (isDifferent) return focusOn("repeatedPassword")
    const signOutOfOtherSessions = new FormData(event.currentTarget).has("signOutOfOtherSessions")
    void send({ newPassword: password, signOutOfOtherSessions })
  }

  function enter(typed: string) {
    setPassword(typed)
    setChecked({ ...checked, password: false })
    reset()
  }

  return (
    <form ref={form} className="stack" onSubmit={submit}>
      <UsernameField identifier={identifier} />
      <PasswordField
        {...generatorRules(rules)}
        name="newPassword"
        label={t("newPassword")}
        autoComplete="new-password"
        required
        autoFocus
        value={password}
        onChange={(event) => enter(event.target.value)}
        onShow={setIsShown}
        aria-describedby={rulesId}
        error={checked.password && lacksSomething ? t("passwordRulesUnmet") : errorOf("newPassword")}
        rules={
          <>
            <RuleList id={rulesId} checks={checks} />
            {rules.minStrength !== null && <PasswordStrength password={password} />}
          </>
        }
      />
      <TextField
        name="repeatedPassword"
        label={t("repeatPassword")}
        type={isShown ? "text" : "password"}
        autoComplete="new-password"
        spellCheck={false}
        required
        value={repeated}
        onChange={(event) => setRepeated(event.target.value)}
        onBlur={() => setChecked({ ...checked, repeated: repeated !== "" })}
        error={checked.repeated && isDifferent ? t("passwordsDiffer") : undefined}
      />
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

// Clerk names the input differently when a forgotten password is replaced.
function useErrorOfNewPassword(error: MessageError | null) {
  return useMemo(() => {
    if (!error) return null
    const [first, ...others] = problemsOf(error.failure).map((problem) =>
      problem.field === "password" ? { ...problem, field: "newPassword" as const } : problem
    )
    return new MessageError({ ...error.failure, ...first, others })
  }, [error])
}
