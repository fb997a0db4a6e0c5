import type { InstanceSettings, SocialConnection } from "~session/snapshot"

type SignInSettings = Pick<InstanceSettings, "signIn">

/** The social connections that people can sign in with here. */
export function providersOf({ signIn }: SignInSettings): SocialConnection[] {
  return process.env.PLASMO_PUBLIC_CLERK_SSO ? signIn.social : []
}

/** Whether an email address may lead to the SSO of a company, here. */
export function hasEnterpriseSso({ signIn }: SignInSettings): boolean {
  return Boolean(process.env.PLASMO_PUBLIC_CLERK_SSO) && signIn.others.includes("enterprise_sso")
}
