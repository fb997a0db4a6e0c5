import type { AnswerOf, QueryName, RequestArgument } from "~messaging/contracts"
import { sendShowing } from "~messaging/send"
import { type Query, useAnswer } from "./use-answer"
import { useShown } from "./use-shown"

/**
 * Asks the service worker for what the snapshot does not hold, and again whenever the request changes. Only queries can be asked:
 * a command would be carried out whenever the page opens.
 */
export function useQuery<Name extends QueryName>(
  name: Name,
  ...request: RequestArgument<Name>
): Query<AnswerOf<Name>> {
  const shown = useShown()
  return useAnswer(JSON.stringify([name, ...request]), () => sendShowing(shown, name, ...request))
}
