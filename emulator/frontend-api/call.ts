import type { View } from "../json/view"
import type { Device } from "../model/client"
import type { Form } from "./form"

/** A parsed request, ready for its handler. */
export type Call = {
  view: View
  instance: View["instance"]
  device: Device
  method: string
  params: Record<string, string>
  query: URLSearchParams
  form: Form
  userAgent: string
  /** Whether a page sent the request. Pages keep the token in a cookie; extensions send it in the request. */
  isPage: boolean
}

/** Runs an endpoint and returns the JSON of a resource. */
export type Handler = (call: Call) => unknown
