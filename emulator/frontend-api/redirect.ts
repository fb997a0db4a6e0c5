type Options = {
  status?: 303 | 307
  /** `Set-Cookie` headers. */
  cookies?: string[]
  /** Whether the browser belongs to the client and receives its token. */
  hasClient?: boolean
  /** Whether to rotate the client's token, whatever else has changed. */
  renewsToken?: boolean
}

/** Redirects the browser instead of returning a resource. */
export class Redirect {
  readonly location: string

  /** @param parameters are added to the query of the address. */
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
