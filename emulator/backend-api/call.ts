import type { View } from "../json/view"

/** A request to the Backend API whose secret key is right. */
export type Call = {
  view: View
  instance: View["instance"]
  params: Record<string, string>
  query: URLSearchParams
  /** The parsed JSON; `{}` if the body is empty. */
  body: unknown
}

/** Runs an endpoint and returns the JSON of its response. Without any, the status is 204. */
export type Handler = (call: Call) => unknown
