import type { ComponentProps } from "react"

type ButtonProps = Omit<ComponentProps<"button">, "disabled" | "className"> & {
  look?: "primary" | "plain" | "quiet" | "inline" | undefined
  /** The user pressed it, and its action is under way. */
  isBusy?: boolean | undefined
  /** It can't be pressed now, for example because another button was. */
  isBlocked?: boolean | undefined
}

/** A native button that keeps its focus and size while it waits. */
export function Button({
  look = "plain",
  isBusy = false,
  isBlocked = false,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const isInert = isBusy || isBlocked
  return (
    <button
      type="button"
      {...rest}
      className={`button button--${look}`}
      aria-busy={isBusy || undefined}
      aria-disabled={isInert || undefined}
      // Enter in a form presses its submit button, so this also keeps a form from being sent twice.
      onClick={(event) => (isInert ? event.preventDefault() : onClick?.(event))}
    >
      {children}
      {isBusy && <span className="spinner" />}
    </button>
  )
}
