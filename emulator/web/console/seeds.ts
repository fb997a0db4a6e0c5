import type { Account } from "../../seeds/seed"
import { find, h } from "../element"
import { call, read } from "./api"
import { copyable } from "./copy"
import { act } from "./message"
import { showRows } from "./rows"

type SeedRow = { name: string; accounts: Account[] }

let seeds: SeedRow[] = []
let current: string | undefined

export async function startSeeds() {
  seeds = await read<SeedRow[]>("/seeds")
  const select = find("seed", HTMLSelectElement)
  select.append(...seeds.map(({ name }) => h("option", { value: name }, name)))
  find("reset", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault()
    const seed = select.value
    void act(() => call("POST", "/reset", { seed }), `Reset to the seed ${seed}.`)
  })
}

/** Shows the accounts to sign in with. */
export function showAccounts(seed: string) {
  if (current !== seed) find("seed", HTMLSelectElement).value = seed
  current = seed
  const accounts = seeds.find(({ name }) => name === seed)?.accounts ?? []
  showRows(find("account-rows", HTMLElement), accounts, ({ address }) => address, drawAccount)
}

function drawAccount({ address, password, expect }: Account) {
  return h(
    "li",
    {},
    copyable(address, `the email address ${address}`),
    copyable(password, `the password for ${address}`),
    h("span", { class: "muted" }, expect)
  )
}
