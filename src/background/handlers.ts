import {
  type AnswerOf,
  type Binding,
  type CommandName,
  contracts,
  type MessageName,
  type QueryName,
  type RequestOf
} from "~messaging/contracts"
import { withKnownClient } from "./clerk/clerk"
import type { Clerk } from "./clerk/sdk"
import { requireShown } from "./clerk/shown"
import "./gate"
import { handle, type Origin } from "./handle"
import { sessionOwner } from "./owner"
import type { Sender } from "./senders"

/** What a message does at Clerk. */
type WithClerk<Name extends MessageName> = (clerk: Clerk, request: RequestOf<Name>) => Promise<AnswerOf<Name>>

/**
 * The handler of a command that changes something at Clerk: it waits for its turn, and the new snapshot is published. It's refused if its
 * page showed something that is no longer current by then.
 *
 * @param bindingOf what the message is bound to, if that depends on the request.
 */
export function changes<Name extends CommandName>(
  name: Name,
  run: WithClerk<Name>,
  bindingOf: (request: RequestOf<Name>) => Binding = () => contracts[name]
) {
  return handle(name, (request, origin) =>
    sessionOwner.change((current) =>
      withKnownClient(current, async (clerk) => {
        requireShown(clerk, bindingOf(request), origin)
        return run(clerk, request)
      })
    )
  )
}

/** The handler of a query that Clerk answers: it changes nothing, so it doesn't wait for commands. */
export function asks<Name extends QueryName>(
  name: Name,
  run: (clerk: Clerk, request: RequestOf<Name>, origin: Origin) => Promise<AnswerOf<Name>>
) {
  return handle(name, (request, origin) =>
    sessionOwner.ask((clerk) => {
      // A page may send it before it knows who is signed in.
      if (origin.shown) requireShown(clerk, contracts[name], origin)
      return run(clerk, request, origin)
    })
  )
}

/** The handler of a message that doesn't involve Clerk, for example one of your own. */
export function answers<Name extends MessageName>(
  name: Name,
  run: (request: RequestOf<Name>, origin: Origin) => Promise<AnswerOf<Name>>,
  isAllowed?: (sender: Sender) => boolean
) {
  return handle(name, run, isAllowed)
}
