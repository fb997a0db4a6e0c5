const contents = new WeakMap<Element, string>()

/**
 * Shows one element for each item. Elements of unchanged items stay in place, to avoid flicker. If a focused button is redrawn, its
 * `data-action` identifies the new one. If its row is removed, the focus moves to the next row.
 */
export function showRows<Item>(
  container: HTMLElement,
  items: Item[],
  keyOf: (item: Item) => string | number,
  draw: (item: Item) => HTMLElement
) {
  const before = new Map(Array.from(container.children, (row) => [row.getAttribute("data-key") ?? "", row]))
  const focused = container.contains(document.activeElement) ? document.activeElement : null
  let place = container.firstElementChild
  for (const item of items) {
    const key = String(keyOf(item))
    const content = JSON.stringify(item)
    const old = before.get(key)
    before.delete(key)
    if (old && contents.get(old) === content) {
      if (old === place) place = place.nextElementSibling
      else container.insertBefore(old, place)
      continue
    }
    const row = draw(item)
    row.setAttribute("data-key", key)
    contents.set(row, content)
    container.insertBefore(row, place)
    if (old === place) place = place?.nextElementSibling ?? null
    if (old?.contains(focused)) refocus(row, focused)
    old?.remove()
  }
  for (const row of before.values()) {
    const neighbour = row.nextElementSibling ?? row.previousElementSibling
    if (neighbour && row.contains(focused)) refocus(neighbour, focused)
    row.remove()
  }
}

function refocus(row: Element, focused: Element | null) {
  const action = focused?.getAttribute("data-action")
  const buttons = Array.from(row.querySelectorAll<HTMLElement>("button"))
  ;(buttons.find((button) => button.getAttribute("data-action") === action) ?? buttons[0])?.focus()
}
