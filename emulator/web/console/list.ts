import { find } from "../element"
import { read } from "./api"
import { showRows } from "./rows"

const MOST = 500

/** A searchable table that loads more rows on request. The ids of its elements derive from `name`. */
export function createList<Row extends { id: string }>({
  name,
  page,
  draw,
  whenEmpty
}: {
  name: "user" | "organization"
  page: number
  draw: (row: Row) => HTMLElement
  whenEmpty: string
}) {
  let limit = page

  async function show(): Promise<Row[]> {
    const search = find(`${name}-search`, HTMLInputElement).value
    const query = new URLSearchParams({ search, limit: String(limit) })
    const { total, data } = await read<{ total: number; data: Row[] }>(`/${name}s?${query}`)
    showRows(find(`${name}-rows`, HTMLElement), data, ({ id }) => id, draw)
    find(`${name}-count`, HTMLElement).textContent = String(total)
    find(`more-${name}s`, HTMLElement).hidden = data.length === total || limit === MOST
    const none = find(`no-${name}s`, HTMLElement)
    none.hidden = total > 0
    none.textContent = search ? "No matches." : whenEmpty
    return data
  }

  function start(refresh: () => void) {
    find(`${name}-search`, HTMLInputElement).addEventListener("input", () => {
      limit = page
      refresh()
    })
    find(`more-${name}s`, HTMLElement).addEventListener("click", () => {
      limit = Math.min(MOST, limit + page)
      refresh()
    })
  }

  return { show, start }
}
