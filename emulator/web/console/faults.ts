import type { Fault } from "../../model/faults"
import { find, h, valuesOf } from "../element"
import { actionButton } from "./action"
import { call, read } from "./api"
import { act } from "./message"
import { showRows } from "./rows"

const EVERYWHERE = { path: "/v1/*" }

const PRESETS: [label: string, fault: Fault | null][] = [
  ["No fault", null],
  ["503: Clerk is down", { match: EVERYWHERE, status: 503 }],
  ["429: too many requests, retry after 5 s", { match: EVERYWHERE, status: 429, retryAfter: 5 }],
  ["502: an HTML page from a gateway", { match: EVERYWHERE, status: 502, malformed: "html" }],
  ["Drop the connection before processing", { match: EVERYWHERE, abort: "before" }],
  ["Drop the connection after processing (Chromium may retry)", { match: EVERYWHERE, abort: "after" }],
  ["Drop the response after processing (Chromium won't retry)", { match: EVERYWHERE, abort: "in-headers" }]
]

const isSame = (one: Fault, other: Fault) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
const sorted = (fault: Fault) => Object.entries(fault).sort(([one], [other]) => one.localeCompare(other))
const isPreset = (fault: Fault) => PRESETS.some(([, preset]) => preset && isSame(preset, fault))

export async function showFaults() {
  const faults = await readFaults()
  const chosen = Math.max(
    0,
    PRESETS.findIndex(([, preset]) => preset && faults.some((fault) => isSame(fault, preset)))
  )
  for (const [index, input] of find("presets", HTMLElement).querySelectorAll("input").entries()) {
    input.checked = index === chosen
  }
  const others = faults.filter((fault) => !isPreset(fault)).map((fault, index) => ({ fault, index }))
  showRows(
    find("fault-rows", HTMLElement),
    others,
    ({ index }) => index,
    ({ fault }) => drawFault(fault)
  )
}

export function startFaults() {
  find("presets", HTMLElement).append(
    ...PRESETS.map(([label, preset]) =>
      h(
        "label",
        { class: "switch" },
        h("input", { type: "radio", name: "preset", change: () => void choose(label, preset) }),
        ` ${label}`
      )
    )
  )
  const form = find("add-fault", HTMLFormElement)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const { path, method, ...fault } = valuesOf(form)
    const match = { path, ...(method && { method }) }
    // The first match wins, so a fault for one path goes before the faults for all paths.
    const isDone = await act(
      () => change((faults) => [{ match, ...fault }, ...faults]),
      `Added a fault for ${path}.`
    )
    if (isDone) form.reset()
  })
}

const choose = (label: string, preset: Fault | null) =>
  act(
    () => change((faults) => [...faults.filter((fault) => !isPreset(fault)), ...(preset ? [preset] : [])]),
    preset ? `All requests: ${label}.` : "No fault applies to all requests."
  )

const readFaults = () => read<Fault[]>("/faults")

/** Starts from the current faults, which can be newer than the ones on the page. */
const change = async (make: (faults: Fault[]) => object[]) => call("PUT", "/faults", make(await readFaults()))

function drawFault(fault: Fault) {
  const { match, ...effect } = fault
  const remove = () => change((faults) => faults.filter((other) => !isSame(other, fault)))
  return h(
    "li",
    { class: "inline" },
    h(
      "span",
      { class: "grow" },
      h("code", {}, `${match.method ?? "any"} ${match.path}`),
      " ",
      h("span", { class: "muted" }, describe(effect))
    ),
    actionButton({
      label: "Remove",
      of: match.path,
      run: remove,
      done: `Removed the fault for ${match.path}.`
    })
  )
}

const describe = (effect: object) =>
  Object.entries(effect)
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ")
