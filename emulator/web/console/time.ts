const format = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" })

/** A time of day, to the second. */
export const timeOf = (milliseconds: number) => format.format(milliseconds)
