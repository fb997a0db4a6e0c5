import { find } from "../element"

/** Shows a message, which screen readers announce. */
export function say(text: string, { isError = false } = {}) {
  const message = find("message", HTMLElement)
  message.textContent = text
  message.classList.toggle("error", isError)
}

export const startMessages = () => find("dismiss", HTMLElement).addEventListener("click", () => say(""))

/** Runs an action and shows the outcome. */
export async function act(run: () => Promise<unknown>, done: string | ((answer: never) => string)) {
  try {
    const answer = await run()
    say(typeof done === "string" ? done : done(answer as never))
    return true
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), { isError: true })
    return false
  }
}
