import type { Client } from "./client"
import { DAY } from "./clock"
import { newId } from "./ids"
import type { Instance } from "./instance"
import type { User } from "./user"
import type { Verification } from "./verification"

export type SignIn = {
  id: string
  client: Client
  status:
    | "needs_identifier"
    | "needs_first_factor"
    | "needs_second_factor"
    | "needs_new_password"
    | "complete"
  identifier: string | null
  user: User | null
  firstFactor: Verification | null
  secondFactor: Verification | null
  createdSessionId: string | null
  abandonAt: number
}

/** Replaces the sign-in that the client had under way. */
export function createSignIn({ clock, signIns }: Instance, client: Client): SignIn {
  const signIn: SignIn = {
    id: newId("sia"),
    client,
    status: "needs_identifier",
    identifier: null,
    user: null,
    firstFactor: null,
    secondFactor: null,
    createdSessionId: null,
    abandonAt: clock.now() + DAY
  }
  signIns.set(signIn.id, signIn)
  client.signIn = signIn
  return signIn
}
