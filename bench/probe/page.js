// The first script of every page of a measured extension. Reports when something appears on screen or disappears, by the page's
// own clock. No debugger is attached to the page.
;(() => {
  const wanted = {
    "/popup.html": { session: "h1", control: "input" },
    "/sign-in.html": { control: "input" },
    "/tabs/choose-organization.html": {
      control: "li button, .cl-taskChooseOrganizationPreviewButton",
      // A hidden page of ours requests its lists when it's looked at.
      task: "li button, .organizations-to-come, .cl-taskChooseOrganizationPreviewButton"
    }
  }[location.pathname]
  if (!wanted) return

  const { timeOrigin: opened } = performance
  const channel = new BroadcastChannel("bench")
  const tell = (what, at) => channel.postMessage({ what, opened, at: opened + at })
  const found = new Set()
  tell(`opened ${location.pathname}`, 0)

  function look() {
    for (const [what, selector] of Object.entries(wanted)) {
      const isThere = document.querySelector(selector) !== null
      if (isThere === found.has(what)) continue
      if (isThere) {
        found.add(what)
        whenPainted((at) => tell(what, at))
      } else {
        found.delete(what)
        tell(`no ${what}`, performance.now())
      }
    }
  }

  // The task after the next frame. Background pages have no frames.
  function whenPainted(report) {
    if (document.visibilityState === "hidden") return report(performance.now())
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => report(performance.now())
      port2.postMessage(null)
    })
  }

  new MutationObserver(look).observe(document, { childList: true, subtree: true })

  // The floor's task pages have no script of their own. When one of many completes the task, the least that all have to do is this.
  if (chrome.runtime.getManifest().name === "Floor") {
    chrome.storage.session.onChanged.addListener(() => document.querySelector("ul")?.remove())
    addEventListener("click", () => chrome.storage.session.set({ isDone: true }))
  }
})()
