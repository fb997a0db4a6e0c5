import type { ProviderPage } from "../../server/providers"
import { find, h, valuesOf } from "../element"

type Outcome = { location: string } | { consent: string }

const page = find("page", HTMLElement)

/** One call about the request that this page was opened with. */
async function call<Answer>(what: "page" | "answer", body?: object): Promise<Answer> {
  const address = `${location.pathname.replace(/authorize\/?$/, what)}${location.search}`
  const init = body && {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" }
  }
  const response = await fetch(address, init)
  const json = await response.json()
  if (response.ok) return json
  throw new Error(json.errors?.[0]?.message ?? "This did not work.")
}

/** Shows a view, and tells who can't see it that it has changed. */
function show(title: string, ...parts: (HTMLElement | false)[]) {
  const heading = h("h1", { tabindex: -1 }, title)
  page.replaceChildren(
    h("img", { class: "mark", src: "/providers/icon.svg", alt: "" }),
    heading,
    ...parts.filter(isShown)
  )
  document.title = title
  const start = page.querySelector<HTMLElement>("[data-first]")
  ;(start ?? heading).focus()
}

const isShown = (part: HTMLElement | false): part is HTMLElement => part !== false

async function answer(known: ProviderPage, body: object) {
  try {
    const outcome = await call<Outcome>("answer", body)
    if ("location" in outcome) location.assign(outcome.location)
    else askConsent(known, outcome.consent)
  } catch (error) {
    find("problem", HTMLElement).textContent = (error as Error).message
  }
}

function chooseAccount(known: ProviderPage) {
  const hinted = known.accounts.filter(({ email }) => email === known.hint)
  const others = known.accounts.filter(({ email }) => email !== known.hint)
  if (known.accounts.length === 0 || (known.hint && hinted.length === 0)) return typeAddress(known)
  show(
    `Sign in with ${known.provider}`,
    h("p", { class: "muted" }, `Choose an account to continue to ${known.app}.`),
    h(
      "ul",
      { class: "accounts" },
      ...[...hinted, ...others].map((account, index) => drawAccount(known, account, index === 0)),
      h(
        "li",
        {},
        button("Use another account", () => typeAddress(known), "account other")
      )
    ),
    ...foot(known)
  )
}

const drawAccount = (
  known: ProviderPage,
  { email, name }: ProviderPage["accounts"][number],
  isFirst: boolean
) =>
  h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "account",
        "aria-label": email,
        ...(name && { "aria-description": name }),
        "data-first": isFirst,
        click: () => void answer(known, { email })
      },
      h("span", { class: "initial", "aria-hidden": "true" }, (name || email).charAt(0).toUpperCase()),
      h("span", { class: "who" }, name && h("span", {}, name), h("span", { class: "muted" }, email))
    )
  )

function typeAddress(known: ProviderPage) {
  const form = h(
    "form",
    {
      submit: (event) => {
        event.preventDefault()
        void answer(known, valuesOf(form))
      }
    },
    h("label", { for: "email" }, "Email address"),
    h("input", {
      id: "email",
      name: "email",
      type: "email",
      required: true,
      autocomplete: "off",
      value: known.hint ?? undefined,
      "data-first": true
    }),
    h("button", { class: "primary" }, "Continue")
  )
  show(
    `Sign in with ${known.provider}`,
    h("p", { class: "muted" }, `Any address will do to continue to ${known.app}. No password is asked for.`),
    form,
    known.accounts.length > 0 &&
      button("Choose from the accounts", () => chooseAccount({ ...known, hint: null })),
    ...foot(known)
  )
}

function askConsent(known: ProviderPage, email: string) {
  const go = () => void answer(known, { email, consent: true })
  show(
    `${known.app} wants to know who you are`,
    h("p", {}, `${known.provider} will tell it the name and address of `, h("strong", {}, email), "."),
    h("button", { type: "button", class: "primary", "data-first": true, click: go }, "Continue"),
    ...foot(known)
  )
}

/** What is on every view: ways out of it, and what this page is. */
function foot(known: ProviderPage) {
  return [
    h("p", { id: "problem", role: "alert" }),
    h(
      "div",
      { class: "ways" },
      button("Cancel", () => answer(known, { error: "access_denied" })),
      button("Answer with an error", () => answer(known, { error: "server_error" }))
    ),
    h("p", { class: "note" }, `This page stands in for ${known.provider}. It's a part of the emulator.`)
  ]
}

const button = (label: string, click: () => unknown, look = "") =>
  h("button", { type: "button", class: look, click: () => void click() }, label)

try {
  const known = await call<ProviderPage>("page")
  if (known.consent) askConsent(known, known.consent)
  else chooseAccount(known)
} catch (error) {
  show("This did not work", h("p", { role: "alert" }, (error as Error).message))
}
