import { t } from "~i18n"

let titleOfPage = ""

/** Titles the tab after its page, until a step has a title of its own. */
export function titlePage(title: string): void {
  titleOfPage = title
  show(title)
}

/** Titles the tab after what the page shows now. Returns what gives it the title of the page again. */
export function titleStep(title: string): () => void {
  show(title)
  return () => show(titleOfPage)
}

function show(title: string) {
  document.title = `${title} – ${t("extensionName")}`
}
