import {
  type AnswerOf,
  type Binding,
  type CommandName,
  contracts,
  type MessageName,
  type QueryName,
  type RequestOf
} from "~messaging/contracts"
import type { Clerk } from "./clerk/sdk"
import { requireShown } from "./clerk/shown"
import "./gate"
import { handle, type Origin } from "./handle"
import { sessionOwner } from "./owner"
import type { Sender } from "./senders"

/** What Clerk is asked to do for a message. */
type WithClerk<Name extends MessageName> = (clerk: Clerk, request: RequestOf<Name>) => Promise<AnswerOf<Name>>

/**
 * The handler of a command that changes something at Clerk: it waits for its turn, and the new snapshot is published. It's refused when its
 * page showed something else than what is current by then.
 *
 * @param bindingOf what the message is for, where that isn't the same for all requests.
 */
export function changes<Name extends CommandName>(
  name: Name,
  run: WithClerk<Name>,
  bindingOf: (request: RequestOf<Name>) => Binding = () => contracts[name]
) {
  return handle(name, (request, origin) =>
    sessionOwner.change((clerk) => {
      requireShown(clerk, bindingOf(request), origin)
      return run(clerk, request)
    })
  )
}

/** The handler of a query that Clerk answers: it changes nothing, so it waits for no command. */
export function asks<Name extends QueryName>(name: Name, run: WithClerk<Name>) {
  return handle(name, (request, origin) =>
    sessionOwner.ask((clerk) => {
      // A page may ask before it knows who is signed in.
      if (origin.shown) requireShown(clerk, contracts[name], origin)
      return run(clerk, request)
    })
  )
}

/** The handler of a message that has nothing to do with Clerk: one of your own, for example. */
export function answers<Name extends MessageName>(
  name: Name,
  run: (request: RequestOf<Name>, origin: Origin) => Promise<AnswerOf<Name>>,
  isAllowed?: (sender: Sender) => boolean
) {
  return handle(name, run, isAllowed)
}
