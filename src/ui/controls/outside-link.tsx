import type { ReactNode } from "react"

type OutsideLinkProps = { href: string; look?: "plain" | "primary" | undefined; children: ReactNode }

/** Leads out of the extension, to a tab of its own. It looks like a button, as it's the way on. */
export function OutsideLink({ href, look = "plain", children }: OutsideLinkProps) {
  return (
    <a className={`button button--${look}`} href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
