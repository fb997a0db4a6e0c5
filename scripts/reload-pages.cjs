// In "npm run dev", reloads open pages after each build. Plasmo's own way needs pages that don't share scripts and a service worker that
// serves them, so it never works here: see docs/decisions/0005-pages-share-scripts.md. Other builds contain nothing of this.
const { Runtime } = require("@parcel/plugin")

// Plasmo's entry files: .plasmo/tabs/workspace.tsx, .plasmo/static/popup.tsx.
const PAGE = /[\\/]\.plasmo[\\/](?:static[\\/])?(tabs|popup|sidepanel|options|newtab|devtools)\b/

module.exports = new Runtime({
  apply({ bundle, options: { mode, hmrOptions } }) {
    const entry = bundle.type === "js" ? bundle.getMainEntry()?.filePath : undefined
    if (mode !== "development" || !hmrOptions || !PAGE.test(entry ?? "")) return
    // Plasmo reports each finished build at this port. At Parcel's own, edits are reported before their files are written.
    const url = `ws://localhost:${hmrOptions.port + 1}`
    return { filePath: __filename, code: `(${reloadAfterBuilds})(${JSON.stringify(url)})`, isEntry: true }
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
