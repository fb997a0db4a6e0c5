import { signInStates } from "./sign-in"
import type { State } from "./state"

/** Every state that a user can meet, but for what differs in names and numbers alone. */
export const states: State[] = [...signInStates]
