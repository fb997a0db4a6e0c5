/** A checked item, its state, and how to fix it. */
export type Finding = {
  subject: string
  state: "ok" | "fix" | "skipped"
  message: string
  fix?: string | undefined
}

export const ok = (subject: string, message: string): Finding => ({ subject, state: "ok", message })

export const needsFix = (subject: string, message: string, fix?: string): Finding => ({
  subject,
  state: "fix",
  message,
  fix
})

/** The doctor couldn't check this item, or not in full. The message says why. */
export const skipped = (subject: string, message: string, fix?: string): Finding => ({
  subject,
  state: "skipped",
  message,
  fix
})
