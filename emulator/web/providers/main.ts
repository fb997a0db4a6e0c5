import type { ProviderPage } from "../../server/providers"
import { find, h, valuesOf } from "../element"

type Outcome = { location: string } | { consent: string }

const page = find("page", HTMLElement)

/** Calls the provider's server about the request in this page's URL. */
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
  throw new Error(json.errors?.[0]?.message ?? "Something went wrong.")
}

/** Shows a view and moves the focus to it, so that screen readers announce it. */
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
        "data-first": isFirst,
        click: () => void answer(known, { email })
      },
      h("span", { class: "initial", "aria-hidden": "true" }, (name || email).charAt(0).toUpperCase()),
      h("span", { class: "who" }, name && h("span", {}, `${name} `), h("span", { class: "muted" }, email))
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
    h(
      "p",
      { class: "muted" },
      `Enter any email address to continue to ${known.app}. You don't need a password.`
    ),
    form,
    known.accounts.length > 0 &&
      button("Choose an existing account", () => chooseAccount({ ...known, hint: null })),
    ...foot(known)
  )
}

function askConsent(known: ProviderPage, email: string) {
  const go = () => void answer(known, { email, consent: true })
  show(
    `${known.app} wants access to your account`,
    h("p", {}, `${known.provider} will share your name and email address with ${known.app}.`),
    h("p", {}, h("strong", {}, email)),
    h("button", { type: "button", class: "primary", "data-first": true, click: go }, "Continue"),
    ...foot(known)
  )
}

/** The end of every view: other choices, and a note about this page. */
function foot(known: ProviderPage) {
  return [
    h("p", { id: "problem", role: "alert" }),
    h(
      "div",
      { class: "ways" },
      button("Cancel", () => answer(known, { error: "access_denied" })),
      button("Return an error", () => answer(known, { error: "server_error" }))
    ),
    h("p", { class: "note" }, `The emulator serves this page in place of ${known.provider}.`)
  ]
}

const button = (label: string, click: () => unknown, look = "") =>
  h("button", { type: "button", class: look, click: () => void click() }, label)

try {
  const known = await call<ProviderPage>("page")
  if (known.consent) askConsent(known, known.consent)
  else chooseAccount(known)
} catch (error) {
  show("Something went wrong", h("p", { role: "alert" }, (error as Error).message))
}
