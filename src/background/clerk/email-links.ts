import type { Clerk } from "./sdk"

type RawEnvironment = {
  user_settings?: { attack_protection?: { email_link?: { require_same_client?: boolean } } }
}

let isAnyClientTaken: Promise<boolean> | undefined

/**
 * Whether a link opened in a tab can complete a sign-in here. By default Clerk accepts it only from the client that requested it. A tab
 * is a different client than the extension, unless both share the cookies of a production instance.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-links
 */
export async function takesEmailLinks(clerk: Clerk): Promise<boolean> {
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && clerk.instanceType === "production") return true
  isAnyClientTaken ??= readSetting(clerk)
  return isAnyClientTaken
}

// The SDK's environment lacks this setting.
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
