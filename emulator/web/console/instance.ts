import type { instanceState } from "../../control-api/state"
import { find, h } from "../element"
import { call, read } from "./api"
import { copyable, copyButton } from "./copy"
import { act } from "./message"

type State = ReturnType<typeof instanceState>

const MINUTE = 60
const STEPS: [label: string, seconds: number | null][] = [
  ["+1 minute", MINUTE],
  ["+10 minutes", 10 * MINUTE],
  ["+1 hour", 60 * MINUTE],
  ["+7 days", 7 * 24 * 60 * MINUTE],
  ["Use real time", null]
]

let offsetSeconds = 0

/** Returns the name of the instance's seed. */
export async function showInstance() {
  const { instance, clock, latency, seed } = await read<State>("/instance")
  find("instance-type", HTMLElement).textContent =
    instance.type === "production" ? "Production" : "Development"
  showConnection(instance)

  offsetSeconds = clock.offsetSeconds
  find("offset", HTMLElement).textContent = offsetSeconds === 0 ? "real time" : describeOffset(offsetSeconds)
  showTime()
  showValue("latency", latency.milliseconds)
  showValue("latency-after", latency.afterMilliseconds)
  return seed
}

export function startInstance() {
  whenChanged("latency", (milliseconds) =>
    act(() => call("POST", "/latency", { milliseconds }), `Requests are delayed by ${milliseconds} ms.`)
  )
  whenChanged("latency-after", (afterMilliseconds) =>
    act(
      () => call("POST", "/latency", { afterMilliseconds }),
      `Responses are delayed by ${afterMilliseconds} ms.`
    )
  )
  find("clock-buttons", HTMLElement).append(
    ...STEPS.map(([label, seconds]) =>
      h("button", { type: "button", click: () => void move(seconds) }, label)
    )
  )
  setInterval(showTime, 1000)
}

function showValue(id: string, value: number) {
  const input = find(id, HTMLInputElement)
  if (document.activeElement !== input) input.value = String(value)
}

function whenChanged(id: string, run: (value: number) => unknown) {
  const input = find(id, HTMLInputElement)
  input.addEventListener("change", () => void run(input.valueAsNumber))
}

function move(seconds: number | null) {
  const wanted = seconds === null ? 0 : offsetSeconds + seconds
  return act(
    () => call("POST", "/clock", { offsetSeconds: wanted }),
    wanted === 0 ? "The clock shows real time." : `The clock is ${describeOffset(wanted)}.`
  )
}

const describeOffset = (seconds: number) =>
  `${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} real time`

function showTime() {
  const now = new Date(Date.now() + offsetSeconds * 1000)
  const time = find("now", HTMLTimeElement)
  time.dateTime = now.toISOString()
  time.textContent = now.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" })
}

function showConnection({ publishableKey, frontendApi }: State["instance"]) {
  const env = `PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY=${publishableKey}\nCLERK_FRONTEND_API=${location.origin}`
  if (find("env", HTMLElement).textContent === env) return
  find("env", HTMLElement).textContent = env
  find("copy-env", HTMLElement).replaceChildren(copyButton(env, "both lines"))
  find("publishable-key", HTMLElement).replaceChildren(copyable(publishableKey, "the publishable key"))
  find("frontend-api", HTMLElement).replaceChildren(copyable(frontendApi, "the Frontend API host"))
  find("jwks", HTMLElement).replaceChildren(
    copyable(`${location.origin}/.well-known/jwks.json`, "the JWKS URL")
  )
}
