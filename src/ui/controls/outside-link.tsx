import type { ReactNode } from "react"

type OutsideLinkProps = { href: string; look?: "plain" | "primary" | undefined; children: ReactNode }

/** Opens a page outside the extension in a new tab. It looks like a button, as it's the way to continue. */
export function OutsideLink({ href, look = "plain", children }: OutsideLinkProps) {
  return (
    <a className={`button button--${look}`} href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
