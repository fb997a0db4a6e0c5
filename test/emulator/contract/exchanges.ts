import { vi } from "vitest"

/** A request to the Frontend API, and what came back. */
export type Exchange = { method: string; path: string; status: number; body: string }

/** Listens to every request to the Frontend API that this process makes, until the mocks are restored. */
export function recordExchanges(): Promise<Exchange>[] {
  const exchanges: Promise<Exchange>[] = []
  const realFetch = globalThis.fetch
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const response = await realFetch(input, init)
    if (/\/(v1|\.well-known)\//.test(request.url)) exchanges.push(exchange(request, response.clone()))
    return response
  })
  return exchanges
}

async function exchange(request: Request, response: Response): Promise<Exchange> {
  const { pathname, searchParams } = new URL(request.url)
  return {
    method: searchParams.get("_method") ?? request.method,
    path: pathname.replace(/\/$/, ""),
    status: response.status,
    body: await response.text()
  }
}
