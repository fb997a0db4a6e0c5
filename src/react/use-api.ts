import { callApi } from "./call-api"
import { type Query, useAnswer } from "./use-answer"
import { useAuth } from "./use-auth"

/**
 * Calls your server as the signed-in user, and again when the user or the organization has changed. `data` is the JSON that it sends,
 * or `undefined` if it sends nothing.
 */
export function useApi<Answer>(path: string): Query<Answer> {
  const { getToken, sessionId, orgId, orgRole } = useAuth()
  const question = JSON.stringify([path, sessionId, orgId, orgRole])
  const query = useAnswer(question, async (signal) => ({
    question,
    answer: await callApi<Answer>(path, getToken, { signal })
  }))

  // What one user sees, or sees in one organization, isn't meant for the next.
  const data = query.data?.question === question ? query.data.answer : undefined
  return { ...query, data }
}
