/** The number in E.164 form, if it is one. */
export function phoneNumberOf(text: string): string | undefined {
  const compact = text.replace(/[\s().-]/g, "")
  return /^\+[1-9]\d{6,14}$/.test(compact) ? compact : undefined
}
