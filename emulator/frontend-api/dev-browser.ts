import type { Call } from "./call"

/** Gives a page of a development instance the token that replaces the cookie. */
export const createDevBrowser = ({ device }: Call) => ({ id: device.token })
