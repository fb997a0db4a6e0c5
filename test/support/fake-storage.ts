import { createFakeEvent } from "./fake-event"

type Items = Record<string, unknown>
type Changes = Record<string, { oldValue?: unknown; newValue?: unknown }>

/** A `chrome.storage` area in memory. Like Chrome's it keeps copies, and tells listeners about a change before it resolves. */
export function createFakeStorageArea() {
  const items = new Map<string, string>()
  const onChanged = createFakeEvent<[Changes]>()
  const read = (key: string): unknown => parse(items.get(key))

  async function change(entries: [key: string, text: string | undefined][]) {
    const changes: Changes = {}
    for (const [key, text] of entries) {
      if (items.get(key) === text) continue
      changes[key] = {
        ...(items.has(key) && { oldValue: read(key) }),
        ...(text !== undefined && { newValue: parse(text) })
      }
      if (text === undefined) items.delete(key)
      else items.set(key, text)
    }
    if (Object.keys(changes).length > 0) onChanged.dispatch(changes)
  }

  return {
    onChanged,
    accessLevel: "",
    async get(wanted?: string | string[] | Items | null): Promise<Items> {
      const keys = keysOf(wanted) ?? [...items.keys()]
      const defaults = isItems(wanted) ? wanted : {}
      const found = keys.filter((key) => items.has(key)).map((key) => [key, read(key)])
      return { ...defaults, ...Object.fromEntries(found) }
    },
    set: (added: Items) =>
      change(
        Object.entries(added).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, JSON.stringify(value)]]
        )
      ),
    remove: (keys: string | string[]) => change([keys].flat().map((key) => [key, undefined])),
    clear: () => change([...items.keys()].map((key) => [key, undefined])),
    async setAccessLevel({ accessLevel }: { accessLevel: string }) {
      this.accessLevel = accessLevel
    }
  }
}

function keysOf(wanted: string | string[] | Items | null | undefined) {
  if (wanted === null || wanted === undefined) return undefined
  return isItems(wanted) ? Object.keys(wanted) : [wanted].flat()
}

function isItems(wanted: unknown): wanted is Items {
  return typeof wanted === "object" && wanted !== null && !Array.isArray(wanted)
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}
