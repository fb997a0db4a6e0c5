import { useState } from "react"

import { t } from "~messaging/translate"
import { TextField, type TextFieldProps } from "./text-field"

type PasswordFieldProps = Omit<TextFieldProps, "name" | "label" | "type" | "button" | "autoComplete"> & {
  autoComplete: "current-password" | "new-password"
}

/** A password, which can be shown. */
export function PasswordField(props: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false)

  return (
    <TextField
      {...props}
      name="password"
      label={t("password")}
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
