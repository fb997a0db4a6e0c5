import { fileURLToPath } from "node:url"
import { type Context, Hono } from "hono"
import { getCookie, setCookie } from "hono/cookie"
import * as v from "valibot"
import { ControlRefusal, check, readJson, refuse } from "../control-api/input"
import type { Instance } from "../model/instance"
import { accountFor, accountsAt } from "../model/provider-accounts"
import {
  type AuthorizeRequest,
  answerWith,
  createBrowser,
  needsConsent,
  signedInAt,
  silentAccount
} from "../model/provider-sign-in"
import { findProvider } from "../model/providers"
import { refuseCrossSite } from "./local-only"
import { site } from "./site"

const FOLDER = fileURLToPath(new URL("../web/providers", import.meta.url))
const COOKIE = "emulator_provider"

/** The user's choice on a provider's page. */
const Answer = v.union([
  v.strictObject({ error: v.picklist(["access_denied", "server_error"]) }),
  v.strictObject({ email: v.pipe(v.string(), v.email()), consent: v.optional(v.boolean(), false) })
])

/** The data that a provider's page shows. */
export type ProviderPage = ReturnType<typeof pageOf>

/** The providers' sign-in pages. Like real ones, they remember in a cookie who has signed in. */
export function providers(instance: Instance, policy: Record<string, string>) {
  const app = new Hono()
  app.get("/:key/authorize", async (c, next) => {
    const request = readRequest(c, instance)
    const account = request && silentAccount(instance, request)
    if (account) return c.redirect(backTo(c, { code: answerWith(instance, request, account) }), 303)
    if (request?.prompts.includes("none")) return c.redirect(backTo(c, { error: "login_required" }), 303)
    return next()
  })
  app.use("/:key/page", refuseCrossSite)
  app.get("/:key/page", (c) => c.json(pageOf(instance, requireRequest(c, instance))))
  app.use("/:key/answer", refuseCrossSite)
  app.post("/:key/answer", async (c) => {
    const request = requireRequest(c, instance)
    const answer = check(Answer, await readJson(c))
    if ("error" in answer) return c.json({ location: backTo(c, { error: answer.error }) })
    const account = accountFor(instance, request.provider.key, answer.email)
    if (needsConsent(request, account) && !answer.consent) return c.json({ consent: account.email })
    return c.json({ location: backTo(c, { code: answerWith(instance, request, account) }) })
  })
  app.route("/", site({ folder: FOLDER, pages: ["/:key/authorize"], policy }))
  app.onError((error, c) => {
    if (error instanceof ControlRefusal) return c.json({ errors: error.errors }, 400)
    throw error
  })
  return app
}

function pageOf(instance: Instance, request: AuthorizeRequest) {
  const { provider, prompts, hint } = request
  const current = signedInAt(instance, request)
  const isOnlyConsent = prompts.includes("consent") && !prompts.includes("select_account")
  return {
    provider: provider.name,
    isCompany: provider.connection !== null,
    app: instance.settings.applicationName,
    hint,
    /** The address to ask for consent right away, if any. */
    consent: isOnlyConsent && current && needsConsent(request, current) ? current.email : null,
    accounts: accountsAt(instance, provider.key).map(({ email, firstName, lastName }) => ({
      email,
      name: [firstName, lastName].filter(Boolean).join(" ")
    }))
  }
}

/** The app's request; `undefined` if the provider is unknown, or the request isn't from this emulator. */
function readRequest(c: Context, instance: Instance): AuthorizeRequest | undefined {
  const provider = findProvider(instance.settings, c.req.param("key") ?? "")
  const { state, redirect_uri, prompt = "", login_hint: hint = null } = c.req.query()
  const isOurs = redirect_uri === `${new URL(c.req.url).origin}/v1/oauth_callback`
  if (!provider || !state || !isOurs) return undefined
  return { provider, browser: browserOf(c, instance), prompts: prompt.split(" "), hint }
}

function requireRequest(c: Context, instance: Instance) {
  const request = readRequest(c, instance)
  if (!request) throw refuse("invalid_request", "This isn't a valid sign-in request from the emulator.")
  return request
}

function browserOf(c: Context, instance: Instance) {
  const known = instance.providerBrowsers.get(getCookie(c, COOKIE) ?? "")
  if (known) return known
  const { cookie, browser } = createBrowser(instance)
  const secure = new URL(c.req.url).protocol === "https:"
  setCookie(c, COOKIE, cookie, { path: "/providers", httpOnly: true, sameSite: "Lax", secure })
  return browser
}

/** The URL that returns to the app with the outcome. */
function backTo(c: Context, outcome: { code: string } | { error: string }) {
  const { state = "", redirect_uri = "", scope = "" } = c.req.query()
  const url = new URL(redirect_uri)
  for (const [name, value] of Object.entries({ state, scope, ...outcome })) url.searchParams.set(name, value)
  return url.href
}
