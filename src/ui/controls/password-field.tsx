import { useState } from "react"

import { t } from "~messaging/translate"
import { TextField, type TextFieldProps } from "./text-field"

type PasswordFieldProps = Omit<TextFieldProps, "name" | "label" | "type" | "button" | "autoComplete"> & {
  name?: "password" | "newPassword"
  label?: string
  autoComplete: "current-password" | "new-password"
}

/** A password, which can be shown. */
export function PasswordField({ name = "password", label = t("password"), ...props }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false)

  return (
    <TextField
      {...props}
      name={name}
      label={label}
      type={isShown ? "text" : "password"}
      spellCheck={false}
      button={
        <button
          type="button"
          className="field__button"
          aria-label={t(isShown ? "hidePassword" : "showPassword")}
          onClick={() => setIsShown(!isShown)}
        >
          {t(isShown ? "hide" : "show")}
        </button>
      }
    />
  )
}
