/** Like `chrome.events.Event`; `dispatch` plays Chrome and returns what the listeners returned. */
export function createFakeEvent<Arguments extends unknown[]>() {
  const listeners = new Set<(...args: Arguments) => unknown>()
  return {
    addListener: (listener: (...args: Arguments) => unknown) => void listeners.add(listener),
    removeListener: (listener: (...args: Arguments) => unknown) => void listeners.delete(listener),
    hasListener: (listener: (...args: Arguments) => unknown) => listeners.has(listener),
    dispatch: (...args: Arguments) => [...listeners].map((listener) => listener(...args))
  }
}
