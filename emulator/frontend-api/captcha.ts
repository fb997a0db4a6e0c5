import type { Call } from "./call"
import { captchaInvalid, captchaMissing, captchaNotEnabled } from "./errors"
import { isNative } from "./transport"

/**
 * What Turnstile answers to the keys for tests.
 * @see https://developers.cloudflare.com/turnstile/troubleshooting/testing/
 */
const TOKEN = "XXXX.DUMMY.TOKEN.XXXX"

/** Refuses a sign-up without the captcha that the instance asks for. The Native API is a way around it, also at Clerk. */
export function requireCaptcha({ instance, form, query }: Call) {
  const token = form.text("captcha_token", 4096)
  if (!instance.settings.captcha.enabled) {
    if (token) throw captchaNotEnabled()
    return
  }
  if (isNative(query)) return
  if (!token) throw captchaMissing()
  if (token !== TOKEN) throw captchaInvalid()
}
