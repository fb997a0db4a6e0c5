/** A long key in groups of four, which are easier to read and to type: "ABCD EFGH". */
export function grouped(key: string): string {
  return key.match(/.{1,4}/g)?.join(" ") ?? ""
}
