import type { View } from "../json/view"
import type { Device } from "../model/client"
import type { Form } from "./form"

/** One request, ready to be handled. */
export type Call = {
  view: View
  instance: View["instance"]
  device: Device
  method: string
  params: Record<string, string>
  query: URLSearchParams
  form: Form
  userAgent: string
  /** From a browser, which keeps the token in a cookie, and not from an extension, which sends it along. */
  isPage: boolean
}

/** Does the work of an endpoint and answers with the JSON of a resource. */
export type Handler = (call: Call) => unknown
