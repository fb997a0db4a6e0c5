// In "npm run dev", reloads open pages after each build, and opens them again when an edit of the service worker reloads the extension, which
// closes them. Plasmo's own way needs pages that don't share scripts and a service worker that serves them, so it never works here: see
// docs/decisions/0005-pages-share-scripts.md. Other builds contain nothing of this.
const { Runtime } = require("@parcel/plugin")

// Plasmo's entry files: .plasmo/tabs/workspace.tsx, .plasmo/static/popup.tsx, .plasmo/static/background/index.ts.
const ENTRY = /[\\/]\.plasmo[\\/](?:static[\\/])?(tabs|popup|sidepanel|options|newtab|devtools|background)\b/

module.exports = new Runtime({
  apply({ bundle, options: { mode, hmrOptions } }) {
    const entry = bundle.type === "js" ? bundle.getMainEntry()?.filePath : undefined
    const [, part] = ENTRY.exec(entry ?? "") ?? []
    if (mode !== "development" || !hmrOptions || !part) return
    const add = (run, ...args) => ({
      filePath: __filename,
      code: `(${run})(${args.map((arg) => JSON.stringify(arg))})`,
      isEntry: true
    })
    // Plasmo reports each finished build at this port. At Parcel's own, edits are reported before their files are written.
    return part === "background"
      ? add(reopenPages)
      : add(reloadAfterBuilds, `ws://localhost:${hmrOptions.port + 1}`)
  }
})

// Runs in each page.
function reloadAfterBuilds(url) {
  let wasLost = false
  connect()

  function connect() {
    const socket = new WebSocket(url)
    socket.onmessage = () => location.reload()
    // "npm run dev" was started again.
    socket.onopen = () => wasLost && location.reload()
    socket.onclose = () => {
      wasLost = true
      setTimeout(connect, 1000)
    }
  }
}

// Runs in the service worker, where Plasmo calls chrome.runtime.reload().
async function reopenPages() {
  const KEY = "open-in-development"
  const { reload } = chrome.runtime
  chrome.runtime.reload = async () => {
    const open = await chrome.runtime.getContexts({ contextTypes: ["TAB"] })
    await chrome.storage.local.set({ [KEY]: open.map(({ documentUrl }) => documentUrl) })
    reload()
  }

  const { [KEY]: urls = [] } = await chrome.storage.local.get(KEY)
  await chrome.storage.local.remove(KEY)
  for (const url of urls) await chrome.tabs.create({ url, active: false })
}
