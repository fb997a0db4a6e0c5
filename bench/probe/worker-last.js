;(() => {
  // By now, every listener is ready.
  const listening = performance.now()
  const { timeOrigin: opened } = performance
  const channel = new BroadcastChannel("bench")
  channel.postMessage({
    what: "worker",
    opened,
    start: opened + globalThis.benchStart,
    at: opened + listening
  })
  channel.onmessage = ({ data }) => {
    if (data !== "requests?") return
    const requests = performance.getEntriesByType("resource").map(({ name, responseEnd }) => ({
      path: new URL(name).pathname,
      answered: opened + responseEnd
    }))
    channel.postMessage({ what: "requests", requests })
  }
})()
