import { vi } from "vitest"

/**
 * Sends the next matching request twice, as Chrome does below `fetch()` when a connection that it reuses drops without an
 * answer: the first answer is lost.
 */
export function repeatNextRequest({ method, path }: { method: string; path: string }) {
  const send = globalThis.fetch
  let isRepeated = false
  vi.stubGlobal("fetch", async (...request: Parameters<typeof fetch>) => {
    if (!isRepeated && matches(...request)) {
      isRepeated = true
      await send(...request).catch(() => {})
    }
    return send(...request)
  })

  function matches(input: RequestInfo | URL, init?: RequestInit) {
    const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input)
    const isPath = new RegExp(`^${path.replaceAll("*", "[^/]+")}/?$`).test(pathname)
    return isPath && (searchParams.get("_method") ?? init?.method) === method
  }
}
