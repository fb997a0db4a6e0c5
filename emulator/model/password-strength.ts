import { zxcvbnAsync, zxcvbnOptions } from "@zxcvbn-ts/core"
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common"

zxcvbnOptions.setOptions({ dictionary, graphs: adjacencyGraphs })

/** From 0 to 4, and what would make it better, as codes that the SDK's pages translate. */
export async function passwordStrength(password: string) {
  const { score, feedback } = await zxcvbnAsync(password.slice(0, 100))
  return { score, suggestions: feedback.suggestions.map((code) => ({ code, message: code })) }
}
