/** What was looked at, what is true of it, and what to do about it. */
export type Finding = {
  subject: string
  state: "ok" | "to fix" | "not checked"
  says: string
  fix?: string | undefined
}

export const ok = (subject: string, says: string): Finding => ({ subject, state: "ok", says })

export const toFix = (subject: string, says: string, fix?: string): Finding => ({
  subject,
  state: "to fix",
  says,
  fix
})

/** Nothing to fix as far as can be told; says why no more can be. */
export const notChecked = (subject: string, why: string, fix?: string): Finding => ({
  subject,
  state: "not checked",
  says: why,
  fix
})
