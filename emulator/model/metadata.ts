/** RFC 7396: `null` removes a key. */
export function mergePatch(target: object, patch: object): object {
  const merged = new Map<string, unknown>(Object.entries(target))
  for (const [key, value] of Object.entries(patch)) {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value)
    const before = merged.get(key)
    if (value === null) merged.delete(key)
    else if (isObject) merged.set(key, mergePatch(typeof before === "object" && before ? before : {}, value))
    else merged.set(key, value)
  }
  return Object.fromEntries(merged)
}
