// In "npm run dev", reloads open pages after each build. Plasmo's own way needs pages that don't share scripts and a service worker that
// serves them, so it never works here: see docs/decisions/0005-pages-share-scripts.md. Other builds contain nothing of this.
const { Runtime } = require("@parcel/plugin")

module.exports = new Runtime({
  apply({ bundle, options }) {
    const entry = bundle.type === "js" ? bundle.getMainEntry()?.filePath : undefined
    const isPage = /[\\/]\.plasmo[\\/]static[\\/](?!background[\\/])/.test(entry ?? "")
    if (options.mode !== "development" || !options.hmrOptions || !isPage) return
    // Plasmo reports each finished build here. Parcel's own port reports edits before their files are written.
    const url = `ws://localhost:${options.hmrOptions.port + 1}`
    return { filePath: __filename, code: `(${reloadAfterBuilds})(${JSON.stringify(url)})`, isEntry: true }
  }
})

// Runs in the page.
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
