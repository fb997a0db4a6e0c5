type Surface = "popup" | "tab" | "side-panel"

/** Where Chrome shows this page, which decides how users leave it. */
export async function currentSurface(): Promise<Surface> {
  if (chrome.extension.getViews({ type: "popup" }).includes(window)) return "popup"
  return (await chrome.tabs.getCurrent()) ? "tab" : "side-panel"
}
