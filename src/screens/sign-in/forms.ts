import { createContext, useContext } from "react"

/** The forms that start something. Only this page knows which one is open. */
export const FORMS = ["sign-in", "sign-up", "waitlist", "invitation"] as const
/** One of these forms. */
export type FormName = (typeof FORMS)[number]

/** Opens another form. */
export const OpenFormContext = createContext<((form: FormName) => void) | null>(null)

/** Opens another form of `<SignIn>`. */
export function useOpenForm(): (form: FormName) => void {
  const open = useContext(OpenFormContext)
  if (!open) throw new Error("Forms are for children of <SignIn>.")
  return open
}
