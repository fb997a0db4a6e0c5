import { createContext, useContext } from "react"

/** The forms that start something. Only this page knows which one is open. */
export type FormName = "sign-in" | "sign-up" | "waitlist" | "invitation"

/** How to open another one. */
export const OpenFormContext = createContext<((form: FormName) => void) | null>(null)

/** Opens another form of `<SignIn>`. */
export function useOpenForm(): (form: FormName) => void {
  const open = useContext(OpenFormContext)
  if (!open) throw new Error("Forms are for children of <SignIn>.")
  return open
}
