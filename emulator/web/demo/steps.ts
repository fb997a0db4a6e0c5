import { h } from "../element"

/** Shows one step at a time, and focuses its first field or its heading. */
export function drawSteps() {
  const page = h("section")
  const show = (title: string, ...parts: HTMLElement[]) => {
    const heading = h("h1", { tabindex: -1 }, title)
    page.replaceChildren(heading, ...parts)
    document.title = `${title} - Demo app`
    ;(page.querySelector("input") ?? heading).focus()
  }
  return { page, show }
}
