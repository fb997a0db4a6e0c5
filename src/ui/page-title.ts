import { t } from "~i18n"

let titleOfPage = ""
let laterChange: ReturnType<typeof setTimeout> | undefined

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
  clearTimeout(laterChange)
  const change = () => {
    document.title = `${title} – ${t("extensionName")}`
  }
  if (document.visibilityState === "visible") change()
  // Chrome takes a millisecond for it. Dozens of background pages that follow the session share a thread, so none delays the others.
  else laterChange = setTimeout(change)
}
