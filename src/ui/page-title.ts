import { t } from "~i18n"

let titleOfPage = ""

/** Sets the tab's title to the page's, until a step has its own. */
export function titlePage(title: string): void {
  titleOfPage = title
  show(title)
}

/** Sets the tab's title to the current step's. Returns a function that restores the page's. */
export function titleStep(title: string): () => void {
  show(title)
  return () => show(titleOfPage)
}

function show(title: string) {
  document.title = `${title} – ${t("extensionName")}`
}
