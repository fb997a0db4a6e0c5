const PAGE_SIZE = 100

/** A wrong total would otherwise cause endless requests to Clerk. */
const MOST_PAGES = 20

type Page = { initialPage: number; pageSize: number }

/** One page of a list. */
export type Listed<Resource> = { data: Resource[]; total_count: number }

/** Everything in one of the SDK's lists, page by page, for as long as the caller continues, up to 20 pages. */
export async function* eachListed<Resource>(
  list: (page: Page) => Promise<Listed<Resource>>
): AsyncGenerator<Resource> {
  for (let initialPage = 1; initialPage <= MOST_PAGES; initialPage++) {
    const { data, total_count } = await list({ initialPage, pageSize: PAGE_SIZE })
    yield* data
    if (data.length === 0 || initialPage * PAGE_SIZE >= total_count) return
  }
}
