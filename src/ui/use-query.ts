import type { CommandName, Response } from "~messaging/contracts"
import { type RequestArgument, send } from "~messaging/send"
import { type Query, useAnswer } from "./use-answer"

/** Asks the service worker for what the snapshot does not hold, and again whenever the request changes. */
export function useQuery<Name extends CommandName>(
  name: Name,
  ...request: RequestArgument<Name>
): Query<Response<Name>> {
  return useAnswer(JSON.stringify([name, ...request]), () => send(name, ...request))
}
