import { type ComponentProps, type ReactNode, useId } from "react"

type CheckboxFieldProps = Omit<ComponentProps<"input">, "type" | "name" | "className" | "children"> & {
  name: string
  label: string
  error?: string | undefined
  /** What belongs beside the label but can't be part of it, such as links. */
  children?: ReactNode
}

/** A checkbox with its label. */
export function CheckboxField({ label, error, children, ...input }: CheckboxFieldProps) {
  const messageId = useId()
  return (
    <div className="checkbox-field">
      <label className="checkbox">
        <input
          {...input}
          type="checkbox"
          aria-invalid={error !== undefined}
          aria-describedby={error && messageId}
        />
        {label}
      </label>
      {children && <div className="checkbox__more">{children}</div>}
      {error && (
        <p id={messageId} className="field__message field__message--error">
          {error}
        </p>
      )}
    </div>
  )
}
