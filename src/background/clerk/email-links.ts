import type { Clerk } from "./sdk"

type RawEnvironment = {
  user_settings?: { attack_protection?: { email_link?: { require_same_client?: boolean } } }
}

let isAnyClientTaken: Promise<boolean> | undefined

/**
 * Whether a link that is opened in a tab signs in here. By default Clerk takes it only from the client that asked for it. A tab is
 * another client than the extension, unless both share the cookies of a production instance.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-links
 */
export async function takesEmailLinks(clerk: Clerk): Promise<boolean> {
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && clerk.instanceType === "production") return true
  isAnyClientTaken ??= readSetting(clerk)
  return isAnyClientTaken
}

// The SDK leaves this setting out of its environment.
async function readSetting(clerk: Clerk) {
  try {
    const { ok, payload } = await clerk.getFapiClient().request({ path: "/environment", method: "GET" })
    if (!ok) throw new Error("Clerk does not say whether links work in another browser.")
    const { user_settings: settings } = (payload ?? {}) as RawEnvironment
    return settings?.attack_protection?.email_link?.require_same_client === false
  } catch {
    isAnyClientTaken = undefined
    return false
  }
}
