let turn: Promise<void> = Promise.resolve()

/** Brings the tab that shows a page to the front, or opens it in a new one: never in two, however fast the clicks. */
export function showTab(url: string, isShownAt: (address: string) => boolean): Promise<void> {
  turn = turn.catch(() => {}).then(() => show(url, isShownAt))
  return turn
}

async function show(url: string, isShownAt: (address: string) => boolean) {
  const tabs = await chrome.tabs.query({})
  const tab = tabs.find(({ url: address = "", pendingUrl = address }) => isShownAt(pendingUrl))
  if (tab?.id === undefined) {
    await chrome.tabs.create({ url })
    return
  }
  await chrome.tabs.update(tab.id, { active: true })
  await chrome.windows.update(tab.windowId, { focused: true })
}
