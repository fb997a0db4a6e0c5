import { h } from "../element"

/** A place where one step follows the other. The focus goes where the next thing is to be done. */
export function drawSteps() {
  const page = h("section")
  const show = (title: string, ...parts: HTMLElement[]) => {
    const heading = h("h1", { tabindex: -1 }, title)
    page.replaceChildren(heading, ...parts)
    ;(page.querySelector("input") ?? heading).focus()
  }
  return { page, show }
}
