import type { Settings } from "../../model/settings"
import { find, h } from "../element"
import { call, read } from "./api"
import { act } from "./message"

type Value = string | number | boolean | string[]

const PROTECT_ACTIONS = ["off", "check", "block"]
const PRESENCE = ["required", "optional", "off"]
const CHOICES: Record<string, string[]> = {
  "signIn.preferred": ["password", "otp"],
  "signUp.emailAddress": PRESENCE,
  "signUp.phoneNumber": PRESENCE,
  "signUp.username": PRESENCE,
  "signUp.firstName": PRESENCE,
  "signUp.lastName": PRESENCE,
  "signUp.password": ["required", "optional"],
  "signUp.mode": ["public", "restricted", "waitlist"],
  "protect.signIn": PROTECT_ACTIONS,
  "protect.signUp": PROTECT_ACTIONS,
  "captcha.widgetType": ["smart", "invisible"],
  enumerationProtection: ["off", "bulk", "strict"]
}

/** Lists of objects, which the page edits elsewhere. */
const ELSEWHERE = ["social.custom", "enterpriseConnections"]

let settings: Settings | undefined
const inputs = new Map<string, HTMLInputElement | HTMLSelectElement>()

export async function showSettings() {
  settings = await read<Settings>("/settings")
  if (inputs.size === 0) find("setting-groups", HTMLElement).append(...drawGroups(settings))
  for (const [path, value] of entriesOf(settings)) {
    const input = inputs.get(path)
    if (input && input !== document.activeElement) fill(input, value)
  }
  find("require-mfa", HTMLInputElement).checked = settings.mfa.required
  find("force-organization", HTMLInputElement).checked =
    settings.organizations.enabled && settings.organizations.forceSelection
}

/** The two settings that add and remove tasks. Turning one on also turns on what its task needs. */
export function startSettings() {
  find("require-mfa", HTMLInputElement).addEventListener("change", ({ target }) => {
    const required = (target as HTMLInputElement).checked
    const { authenticatorApp = false, phoneCode = false } = settings?.mfa ?? {}
    const isPossible = authenticatorApp || phoneCode
    const factors =
      required && !isPossible ? { authenticatorApp: true, phoneCode: true, backupCode: true } : {}
    void change(
      { mfa: { required, ...factors } },
      `Two-step verification is ${required ? "" : "no longer "}required.`
    )
  })
  find("force-organization", HTMLInputElement).addEventListener("change", ({ target }) => {
    const forceSelection = (target as HTMLInputElement).checked
    const enabled = forceSelection ? { enabled: true } : {}
    void change(
      { organizations: { ...enabled, forceSelection } },
      `An organization is ${forceSelection ? "" : "no longer "}required.`
    )
  })
}

async function change(patch: object, done: string) {
  const isDone = await act(() => call("PATCH", "/settings", patch), done)
  if (!isDone) await showSettings()
}

const isGroup = (value: unknown): value is Record<string, Value> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

function entriesOf(all: Settings): [path: string, value: Value][] {
  const entries = Object.entries(all).flatMap(([group, value]): [string, unknown][] =>
    isGroup(value)
      ? Object.entries(value).map(([name, part]) => [`${group}.${name}`, part])
      : [[group, value]]
  )
  return entries.filter(([path]) => !ELSEWHERE.includes(path)) as [string, Value][]
}

function drawGroups(all: Settings) {
  const single = Object.entries(all).filter(([, value]) => !isGroup(value))
  const groups = Object.entries(all).filter(([, value]) => isGroup(value))
  return [
    drawGroup("Instance", single as [string, Value][], ""),
    ...groups.map(([group, value]) => drawGroup(words(group), Object.entries(value), `${group}.`))
  ]
}

function drawGroup(title: string, entries: [string, Value][], prefix: string) {
  const shown = entries.filter(([name]) => !ELSEWHERE.includes(`${prefix}${name}`))
  const fields = shown.map(([name, value]) => drawField(`${prefix}${name}`, words(name), value))
  return h("fieldset", { class: "settings" }, h("legend", {}, title), ...fields)
}

function drawField(path: string, label: string, value: Value) {
  const choices = CHOICES[path]
  const type = typeof value === "boolean" ? "checkbox" : typeof value === "number" ? "number" : "text"
  const input = choices
    ? h("select", {}, ...choices.map((choice) => h("option", {}, choice)))
    : h("input", { type, min: 0, ...(type === "text" && { autocomplete: "off" }) })
  inputs.set(path, input)
  input.addEventListener("change", () => {
    const wanted = wantedValue(input, value)
    void change(nested(path, wanted), `${label}: ${wanted}.`)
  })
  return type === "checkbox"
    ? h("label", { class: "switch" }, input, ` ${label}`)
    : h("label", { class: "inline" }, h("span", { class: "grow" }, label), input)
}

function fill(input: HTMLInputElement | HTMLSelectElement, value: Value) {
  if (input instanceof HTMLInputElement && typeof value === "boolean") input.checked = value
  else input.value = Array.isArray(value) ? value.join(", ") : String(value)
}

function wantedValue(input: HTMLInputElement | HTMLSelectElement, before: Value): Value {
  if (input instanceof HTMLInputElement && typeof before === "boolean") return input.checked
  if (typeof before === "number") return Number(input.value)
  return Array.isArray(before) ? input.value.split(/[\s,]+/).filter(Boolean) : input.value
}

const nested = (path: string, value: Value): object =>
  path.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object

/** Turns `forceSelection` into "Force selection". Role keys, such as `org:admin`, stay as they are. */
function words(name: string) {
  if (name.includes(":")) return name
  const text = name
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\b(api|id|mfa|rp|sms|url)(?=s?\b)/g, (acronym) => acronym.toUpperCase())
  return text.charAt(0).toUpperCase() + text.slice(1)
}
