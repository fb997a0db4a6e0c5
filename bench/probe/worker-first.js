globalThis.benchStart = performance.now()
// Whether someone uses the browser is for the bench to say.
if (chrome.idle) {
  const key = "bench-idle-state"
  chrome.idle.queryState = async () => (await chrome.storage.session.get(key))[key] ?? "active"
}
