import type { Return } from "../model/external-verification"
import type { Instance } from "../model/instance"
import type { Call } from "./call"
import { redirectUrlInvalid, redirectUrlMismatch, redirectUrlProhibited } from "./errors"
import { isOwn } from "./transport"

const LONGEST = 2048

/** Schemes that run code or show a file instead of opening a page. */
const PROHIBITED = ["javascript:", "data:", "vbscript:", "blob:", "file:", "about:", "filesystem:"]

/**
 * Validates where the provider flow returns to: the calling page, a page of the app, or a URL on the instance's list. Others are
 * rejected, because the redirect carries a nonce that identifies the user.
 */
export function readReturn(call: Call): Return {
  const { instance, form } = call
  const redirectUrl = check(call, form.required("redirect_url", LONGEST))
  const complete = form.text("action_complete_redirect_url", LONGEST)
  return {
    redirectUrl,
    completeRedirectUrl: complete ? check(call, complete) : null,
    isNative: isListed(instance, redirectUrl)
  }
}

function check(call: Call, text: string) {
  // The SDK passes on the page's own value, which may be a path.
  const address = text.startsWith("/") ? `${originOf(call)}${text}` : text
  if (!URL.canParse(address)) throw redirectUrlInvalid()
  const { protocol, origin, href } = new URL(address)
  if (isProhibited(protocol)) throw redirectUrlProhibited()
  const { instance, view } = call
  const isPage = /^https?:$/.test(protocol)
  const isAsking = isPage && origin === view.origin
  const isOurs = isPage && isOwn(origin, instance, view.baseUrl)
  if (!isAsking && !isOurs && !isListed(instance, href)) throw redirectUrlMismatch(href)
  return href
}

export const isProhibited = (protocol: string) => PROHIBITED.includes(protocol)

const isListed = ({ settings }: Instance, href: string) =>
  settings.redirectUrls.some((listed) => new URL(listed).href === href)

const originOf = ({ view }: Call) => view.origin ?? view.baseUrl
