type Options = {
  /** Whether the browser is the client's, and gets its token. */
  hasClient?: boolean
  /** Whether the client's token changes now, whatever else has changed. */
  renewsToken?: boolean
}

/** Sends a browser on to another page, instead of an answer. */
export class Redirect {
  readonly location: string

  /** @param parameters are added to those that the address has. */
  constructor(
    address: string,
    parameters: Record<string, string>,
    readonly options: Options = {}
  ) {
    const url = new URL(address)
    for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value)
    this.location = url.href
  }
}
