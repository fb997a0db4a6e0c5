import type { Call } from "./call"

/** Tells a page of a development instance the token that stands in for a cookie. */
export const createDevBrowser = ({ device }: Call) => ({ id: device.token })
