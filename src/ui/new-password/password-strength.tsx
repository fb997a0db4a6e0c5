import { useEffect, useState } from "react"
import { type TextKey, t } from "~i18n"
import { send } from "~messaging/send"
import type { PasswordStrength as Strength } from "~session/task-forms"

const TYPING_PAUSE_MS = 250

const words: Record<Strength["state"], TextKey> = {
  fail: "passwordTooWeak",
  pass: "passwordGood",
  excellent: "passwordStrong"
}

/** How hard the password is to guess, in words, shortly after the user has typed it. */
export function PasswordStrength({ password }: { password: string }) {
  const settled = useSettled(password)
  const [strength, setStrength] = useState<Strength | null>(null)

  useEffect(() => {
    if (!settled) return setStrength(null)
    let isCurrent = true
    // Only advice: if this fails, the user can still save the password.
    send("check-password", { password: settled }).then(
      (answer) => isCurrent && setStrength(answer),
      () => isCurrent && setStrength(null)
    )
    return () => {
      isCurrent = false
    }
  }, [settled])

  return (
    <p className={strength ? `strength strength--${strength.state}` : "strength"} role="status">
      {strength && (
        <>
          <strong>{t(words[strength.state])}</strong> {strength.suggestions[0]}
        </>
      )}
    </p>
  )
}

function useSettled(value: string) {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
