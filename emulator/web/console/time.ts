const format = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" })

/** Formats a time of day, with seconds. */
export const timeOf = (milliseconds: number) => format.format(milliseconds)
