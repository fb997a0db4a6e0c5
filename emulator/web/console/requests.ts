import type { LoggedRequest } from "../../model/request-log"
import { find, h } from "../element"
import { read } from "./api"
import { showRows } from "./rows"
import { timeOf } from "./time"

export async function showRequests() {
  if (find("pause", HTMLInputElement).checked) return
  const requests = await read<LoggedRequest[]>("/requests?limit=100")
  showRows(
    find("request-rows", HTMLElement),
    requests.reverse(),
    ({ at, number }) => `${at} ${number}`,
    drawRequest
  )
  find("no-requests", HTMLElement).hidden = requests.length > 0
}

export const startRequests = (refresh: () => void) =>
  find("pause", HTMLInputElement).addEventListener("change", refresh)

function drawRequest({ at, method, path, status, milliseconds, origin }: LoggedRequest) {
  const kind = status === null || status >= 500 ? "danger" : status >= 400 ? "warning" : ""
  return h(
    "tr",
    {},
    h("td", {}, h("time", { datetime: new Date(at).toISOString() }, timeOf(at))),
    h("td", {}, h("code", { class: "method" }, method), " ", h("code", { class: "breakable" }, path)),
    h("td", {}, h("span", { class: `tag ${kind}` }, status === null ? "dropped" : String(status))),
    h("td", { class: "number" }, String(milliseconds)),
    h("td", {}, origin && h("code", { class: "breakable" }, origin))
  )
}
