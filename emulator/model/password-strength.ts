import { zxcvbnAsync, zxcvbnOptions } from "@zxcvbn-ts/core"
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common"

zxcvbnOptions.setOptions({ dictionary, graphs: adjacencyGraphs })

/** Scores a password from 0 to 4. The suggestions are codes that the SDK's pages translate. */
export async function passwordStrength(password: string) {
  const { score, feedback } = await zxcvbnAsync(password.slice(0, 100))
  return { score, suggestions: feedback.suggestions.map((code) => ({ code, message: code })) }
}
