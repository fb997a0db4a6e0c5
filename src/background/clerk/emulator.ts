import { frontendApiHostOf } from "./publishable-key"

const realFetch = globalThis.fetch

/**
 * For development only, in builds made for the emulator: the SDK always calls the publishable key's host over https and accepts no
 * other address, so this redirects its requests to the emulator.
 */
export function sendRequestsToEmulator(emulatorUrl: string, publishableKey: string) {
  const host = frontendApiHostOf(publishableKey)

  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.host !== host) return realFetch(input, init)
    return realFetch(new URL(url.pathname + url.search, emulatorUrl), init)
  }
}
