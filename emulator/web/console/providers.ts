import type { ProviderAccount } from "../../model/provider-accounts"
import type { EnterpriseConnection, Settings } from "../../model/settings"
import { find, h, valuesOf } from "../element"
import { call, read } from "./api"
import { listRow } from "./list-row"
import { act } from "./message"
import { showRows } from "./rows"

type Custom = Settings["social"]["custom"][number]

const COMPANIES = { google: "Google", microsoft: "Microsoft" } as const

let settings: Settings | undefined

export async function showProviders() {
  const [current, accounts] = await Promise.all([
    read<Settings>("/settings"),
    read<ProviderAccount[]>("/provider-accounts")
  ])
  settings = current
  const { social, enterpriseConnections, redirectUrls } = current
  for (const key of ["google", "microsoft"] as const) find(key, HTMLInputElement).checked = social[key]
  showRows(find("company-rows", HTMLElement), social.custom, ({ key }) => key, drawCompany)
  showRows(find("connection-rows", HTMLElement), enterpriseConnections, ({ id }) => id, drawConnection)
  showRows(find("redirect-rows", HTMLElement), redirectUrls, (url) => url, drawRedirectUrl)
  showRows(find("provider-account-rows", HTMLElement), accounts, ({ id }) => id, drawAccount)
  find("no-provider-accounts", HTMLElement).hidden = accounts.length > 0
  drawChoice(current)
}

export function startProviders() {
  for (const [key, name] of Object.entries(COMPANIES)) {
    find(key, HTMLInputElement).addEventListener("change", async ({ target }) => {
      const isOn = (target as HTMLInputElement).checked
      const done = `Sign-in with ${name} is ${isOn ? "on" : "off"}.`
      if (!(await act(() => change({ social: { [key]: isOn } }), done))) await showProviders()
    })
  }
  onSubmit("add-provider-account", ({ unverified, ...account }) => ({
    run: () => call("POST", "/provider-accounts", { ...account, emailVerified: !unverified }),
    done: `Added ${account.email} at ${account.provider ? nameOf(account.provider) : "all providers"}.`
  }))
  onSubmit("add-connection", (connection) => ({
    run: () => changeConnections((all) => [...all, connection]),
    done: `Addresses at ${connection.domain} now sign in with ${connection.name}.`
  }))
  onSubmit("add-company", (company) => ({
    run: () => changeCompanies((all) => [...all, company]),
    done: `Sign-in with ${company.name} is on.`
  }))
  onSubmit("add-redirect-url", ({ url }) => ({
    run: () => changeRedirectUrls((all) => [...all, String(url)]),
    done: `Redirects to ${url} are allowed.`
  }))
}

type Values = Record<string, string | number | boolean>

function onSubmit(id: string, read: (values: Values) => { run: () => Promise<unknown>; done: string }) {
  const form = find(id, HTMLFormElement)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const { run, done } = read(valuesOf(form))
    if (await act(run, done)) form.reset()
  })
}

const change = (patch: object) => call("PATCH", "/settings", patch)

/** The settings API replaces lists as a whole, so each change starts from the current list. */
const changeConnections = (next: (all: EnterpriseConnection[]) => object[]) =>
  change({ enterpriseConnections: next(settings?.enterpriseConnections ?? []) })
const changeCompanies = (next: (all: Custom[]) => object[]) =>
  change({ social: { custom: next(settings?.social.custom ?? []) } })
const changeRedirectUrls = (next: (all: string[]) => string[]) =>
  change({ redirectUrls: next(settings?.redirectUrls ?? []) })

/** The display name of a provider's key. */
function nameOf(provider: string | number | boolean) {
  const { social, enterpriseConnections } = settings ?? {}
  const custom = social?.custom.find(({ key }) => provider === `custom_${key}`)
  const connection = enterpriseConnections?.find(({ id }) => id === provider)
  return custom?.name ?? connection?.name ?? COMPANIES[provider as keyof typeof COMPANIES] ?? String(provider)
}

function drawChoice({ social, enterpriseConnections }: Settings) {
  const select = find("account-provider", HTMLSelectElement)
  const keys = [
    ...(["google", "microsoft"] as const).filter((key) => social[key]),
    ...social.custom.map(({ key }) => `custom_${key}`),
    ...enterpriseConnections.filter(({ active }) => active).map(({ id }) => id)
  ]
  const drawn = Array.from(select.options, ({ value, text }) => `${value} ${text}`)
  const wanted = [["", "all providers"], ...keys.map((key) => [key, nameOf(key)])]
  if (drawn.join() === wanted.map(([key, name]) => `${key} ${name}`).join()) return
  const { value } = select
  select.replaceChildren(...wanted.map(([key = "", name = ""]) => h("option", { value: key }, name)))
  select.value = value
}

const drawCompany = ({ key, name, authenticatable }: Custom) =>
  listRow(
    name,
    [`oauth_custom_${key}`, !authenticatable && "connect only"],
    [
      {
        label: "Remove",
        of: name,
        run: () => changeCompanies((all) => all.filter((company) => company.key !== key)),
        done: `Removed ${name}.`
      }
    ]
  )

function drawConnection({ id, name, domain, provider, active }: EnterpriseConnection) {
  const others = (all: EnterpriseConnection[]) => all.filter((connection) => connection.id !== id)
  const turn = () =>
    changeConnections((all) =>
      all.map((connection) => (connection.id === id ? { ...connection, active: !active } : connection))
    )
  return listRow(
    `${name} (${domain})`,
    [provider, !active && "off"],
    [
      {
        label: active ? "Turn off" : "Turn on",
        of: name,
        key: "active",
        run: turn,
        done: `${name} is ${active ? "off" : "on"}.`
      },
      { label: "Remove", of: name, run: () => changeConnections(others), done: `Removed ${name}.` }
    ]
  )
}

const drawRedirectUrl = (url: string) =>
  listRow(
    url,
    [],
    [
      {
        label: "Remove",
        of: url,
        run: () => changeRedirectUrls((all) => all.filter((listed) => listed !== url)),
        done: `Redirects to ${url} are no longer allowed.`
      }
    ]
  )

const drawAccount = ({ id, email, emailVerified, provider }: ProviderAccount) =>
  listRow(
    email,
    [provider ? nameOf(provider) : "all providers", !emailVerified && "unverified"],
    [
      {
        label: "Remove",
        of: `the account for ${email}`,
        run: () => call("DELETE", `/provider-accounts/${id}`),
        done: `Removed the account for ${email}.`
      }
    ]
  )
