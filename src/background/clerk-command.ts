import type { Request, Response } from "~messaging/contracts"
import type { AuthClient, ClerkCommand } from "./auth-client"
import { handle } from "./handle"
import { sessionOwner } from "./owner"

/** The handler of a command that changes something at Clerk: it waits for its turn, and the new snapshot is published. */
export function changing<Name extends ClerkCommand>(name: Name) {
  return handle(name, (request) => sessionOwner.change((auth) => run(auth, name, request)))
}

/** The handler of a query: it changes nothing, so it waits for nobody. */
export function asking<Name extends ClerkCommand>(name: Name) {
  return handle(name, (request) => sessionOwner.ask((auth) => run(auth, name, request)))
}

function run<Name extends ClerkCommand>(auth: AuthClient, name: Name, request: Request<Name>) {
  // TypeScript does not see that the command's name and its request belong together.
  const command = auth[name] as (request: Request<Name>) => Promise<Response<Name>>
  return command(request)
}
