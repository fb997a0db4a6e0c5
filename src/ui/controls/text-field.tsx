import { type ComponentProps, type ReactNode, useId } from "react"
import { t } from "~i18n"
import { FieldMessage } from "./field-message"

export type TextFieldProps = Omit<ComponentProps<"input">, "name" | "className" | "children"> & {
  /** Its name in the form's `FormData` and in errors. */
  name: string
  label: string
  error?: string | undefined
  hint?: string | undefined
  /** A button at the end of the input. */
  button?: ReactNode
  /** An alternative to this input, at the end of its label. */
  aside?: ReactNode
  look?: "code" | undefined
  /** What the input has to hold, right below it. */
  rules?: ReactNode
}

/** A labelled input with room for its error. */
export function TextField({ label, error, hint, button, aside, look, rules, ...input }: TextFieldProps) {
  const id = useId()
  const messageId = useId()
  const message = error ?? hint
  const isOptional = !input.required && !input.readOnly
  const classes = ["field__input", look && `field__input--${look}`]

  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label} {isOptional && <span className="field__optional">{t("optional")}</span>}
      </label>
      <div className={button ? "field__control field__control--with-button" : "field__control"}>
        <input
          dir="auto"
          {...input}
          id={id}
          className={classes.filter(Boolean).join(" ")}
          aria-invalid={error !== undefined}
          aria-describedby={
            [input["aria-describedby"], message && messageId].filter(Boolean).join(" ") || undefined
          }
        />
        {button}
      </div>
      {aside && <div className="field__aside">{aside}</div>}
      {rules}
      <FieldMessage id={messageId} inputId={id} error={error} hint={hint} />
    </div>
  )
}
