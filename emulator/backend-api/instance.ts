import * as v from "valibot"
import { paramFormat, redirectUrlProhibited } from "../frontend-api/errors"
import { isProhibited } from "../frontend-api/redirect-urls"
import { deletedJson, instanceJson, redirectUrlJson } from "../json/backend-api"
import { addRedirectUrl, redirectUrlsOf, removeRedirectUrl } from "../model/redirect-urls"
import { createTestingToken } from "../model/testing-tokens"
import type { Call } from "./call"
import { duplicate, notFoundById, originInvalid } from "./errors"
import { parametersOf } from "./input"
import { pageOrArray } from "./lists"

export const readInstance = ({ instance }: Call) => instanceJson(instance)

/** Changes the settings. The response is empty. */
export function updateInstance(call: Call) {
  const { instance } = call
  const wanted = parametersOf(call, {
    allowed_origins: v.optional(v.array(v.string())),
    hibp: v.nullish(v.boolean()),
    preferred_sign_in_strategy_when_password_required: v.nullish(v.picklist(["password", "otp", ""]))
  })
  const { allowed_origins: allowedOrigins, preferred_sign_in_strategy_when_password_required: preferred } =
    wanted
  if (allowedOrigins?.some((origin) => !isOrigin(origin))) throw originInvalid()
  const { settings } = instance
  instance.settings = {
    ...settings,
    ...(allowedOrigins && { allowedOrigins }),
    ...(typeof wanted.hibp === "boolean" && {
      password: { ...settings.password, checkCompromised: wanted.hibp }
    }),
    ...(typeof preferred === "string" && {
      signIn: { ...settings.signIn, preferred: preferred || "password" }
    })
  }
}

export const listRedirectUrls = (call: Call) =>
  pageOrArray(call, redirectUrlsOf(call.instance).reverse(), redirectUrlJson)

export const readRedirectUrl = (call: Call) => redirectUrlJson(requireRedirectUrl(call))

export function createRedirectUrl(call: Call) {
  const { instance } = call
  const { url } = parametersOf(call, { url: v.pipe(v.string(), v.url()) })
  const { protocol } = new URL(url)
  if (isProhibited(protocol)) throw redirectUrlProhibited()
  if (protocol === "http:") throw paramFormat("url", "Use https or the scheme of an app.")
  if (instance.settings.redirectUrls.includes(url)) throw duplicate("This redirect URL already exists.")
  return redirectUrlJson(addRedirectUrl(instance, url))
}

export function deleteRedirectUrl(call: Call) {
  const { instance } = call
  const redirectUrl = requireRedirectUrl(call)
  removeRedirectUrl(instance, redirectUrl)
  return deletedJson("redirect_url", { id: redirectUrl.id })
}

/** For automated tests, which pass it to the Frontend API as `__clerk_testing_token`. */
export function createTestToken({ instance }: Call) {
  const { token, expireAt } = createTestingToken(instance)
  return { object: "testing_token", token, expires_at: expireAt }
}

const isOrigin = (text: string) => /^[a-z][a-z0-9+.-]*:\/\/[^/\s?#]+$/i.test(text)

function requireRedirectUrl({ instance, params }: Call) {
  const found = redirectUrlsOf(instance).find(({ id }) => id === params.redirectUrlId)
  if (!found) throw notFoundById("redirect URL", params.redirectUrlId ?? "")
  return found
}
