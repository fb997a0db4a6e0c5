import { type ComponentProps, useId } from "react"

type SelectFieldProps = Omit<ComponentProps<"select">, "className"> & { label: string }

/** A labelled choice from a list. */
export function SelectField({ label, children, ...select }: SelectFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <select {...select} id={id} className="field__input">
        {children}
      </select>
    </div>
  )
}
