import type { AnswerOf, QueryName, RequestArgument } from "~messaging/contracts"
import { sendShowing } from "~messaging/send"
import { type Query, useAnswer } from "./use-answer"
import { useShown } from "./use-shown"

/**
 * Requests what the snapshot doesn't contain from the service worker, again whenever the request changes. Only for queries:
 * a command would run whenever the page opens.
 */
export function useQuery<Name extends QueryName>(
  name: Name,
  ...request: RequestArgument<Name>
): Query<AnswerOf<Name>> {
  const shown = useShown()
  return useAnswer(JSON.stringify([name, ...request]), () => sendShowing(shown, name, ...request))
}
