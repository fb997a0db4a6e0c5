import { isTestingToken } from "../model/testing-tokens"
import type { Call } from "./call"
import { captchaInvalid, captchaMissing, captchaNotEnabled } from "./errors"
import { isNative } from "./transport"

/**
 * The token that Turnstile's test keys produce.
 * @see https://developers.cloudflare.com/turnstile/troubleshooting/testing/
 */
const TOKEN = "XXXX.DUMMY.TOKEN.XXXX"

/** Rejects a sign-up without the captcha that the instance requires. As at Clerk, the Native API and testing tokens bypass it. */
export function requireCaptcha({ instance, form, query }: Call) {
  const token = form.text("captcha_token", 4096)
  if (!instance.settings.captcha.enabled) {
    if (token) throw captchaNotEnabled()
    return
  }
  if (isNative(query) || isTestingToken(instance, query.get("__clerk_testing_token"))) return
  if (!token) throw captchaMissing()
  if (token !== TOKEN) throw captchaInvalid()
}
