import { useState } from "react"

import { t } from "~i18n"
import { TextField, type TextFieldProps } from "./text-field"

type PasswordFieldProps = Omit<TextFieldProps, "name" | "label" | "type" | "button" | "autoComplete"> & {
  name?: string | undefined
  label?: string | undefined
  autoComplete: "current-password" | "new-password"
  /** Runs when the user shows or hides the password, for another input that goes with it. */
  onShow?: ((isShown: boolean) => void) | undefined
}

/** A password, with a button to show it. */
export function PasswordField(props: PasswordFieldProps) {
  const { name = "password", label = t("password"), onShow, ...input } = props
  const [isShown, setIsShown] = useState(false)

  function show(shows: boolean) {
    setIsShown(shows)
    onShow?.(shows)
  }

  return (
    <TextField
      {...input}
      name={name}
      label={label}
      type={isShown ? "text" : "password"}
      spellCheck={false}
      button={
        <button
          type="button"
          className="field__button"
          aria-label={t(isShown ? "hidePassword" : "showPassword")}
          onClick={() => show(!isShown)}
        >
          {t(isShown ? "hide" : "show")}
        </button>
      }
    />
  )
}
