import { type ComponentProps, type ReactNode, useId } from "react"
import { FieldMessage } from "./field-message"

type CheckboxFieldProps = Omit<ComponentProps<"input">, "type" | "name" | "className" | "children"> & {
  name: string
  label: string
  error?: string | undefined
  /** What belongs beside the label but can't be part of it, such as links. */
  children?: ReactNode
}

/** A checkbox with its label. */
export function CheckboxField({ label, error, children, ...input }: CheckboxFieldProps) {
  const id = useId()
  const messageId = useId()
  return (
    <div className="checkbox-field">
      <label className="checkbox">
        <input
          {...input}
          id={id}
          type="checkbox"
          aria-invalid={error !== undefined}
          aria-describedby={error && messageId}
        />
        {label}
      </label>
      {children && <div className="checkbox__more">{children}</div>}
      {error && <FieldMessage id={messageId} inputId={id} error={error} />}
    </div>
  )
}
