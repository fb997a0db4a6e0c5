type FakeTab = {
  id: number
  windowId: number
  index: number
  active: boolean
  url: string
  pendingUrl?: string
  lastAccessed: number
  openerTabId?: number
}

/** The tabs of one window, with the first already open. */
export function createFakeTabs(url = "https://example.com/") {
  let nextId = 1
  let accesses = 0
  let tabs: FakeTab[] = []

  function find(id: number) {
    const tab = tabs.find((candidate) => candidate.id === id)
    if (!tab) throw new Error(`No tab with id: ${id}.`)
    return tab
  }

  function activate(id: number) {
    for (const tab of tabs) tab.active = tab.id === id
    find(id).lastAccessed = ++accesses
  }

  const api = {
    async create({ url = "about:blank", active = true, index, openerTabId }: chrome.tabs.CreateProperties) {
      const tab: FakeTab = {
        id: nextId++,
        windowId: 1,
        index: index ?? tabs.length,
        active: false,
        url: new URL(url, chrome.runtime.getURL("")).href,
        lastAccessed: accesses,
        ...(openerTabId !== undefined && { openerTabId })
      }
      tabs.splice(tab.index, 0, tab)
      if (active) activate(tab.id)
      return { ...tab }
    },
    get: async (id: number) => ({ ...find(id) }),
    query: async ({ active }: chrome.tabs.QueryInfo) =>
      tabs.filter((tab) => active === undefined || tab.active === active).map((tab) => ({ ...tab })),
    async update(id: number, { active, url }: chrome.tabs.UpdateProperties) {
      const tab = find(id)
      if (url !== undefined) tab.url = url
      if (active) activate(id)
      return { ...tab }
    },
    async remove(id: number) {
      find(id)
      tabs = tabs.filter((tab) => tab.id !== id)
    }
  }

  tabs.push({ id: nextId++, windowId: 1, index: 0, active: true, url, lastAccessed: accesses })
  return { api, open: (): readonly FakeTab[] => tabs }
}
