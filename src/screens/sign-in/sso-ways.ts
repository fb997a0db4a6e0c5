import type { InstanceSettings, SocialConnection } from "~session/snapshot"

type SignInSettings = Pick<InstanceSettings, "signIn">

/** Whether this build has SSO. */
export const hasSso = () => Boolean(process.env.PLASMO_PUBLIC_CLERK_SSO)

/** The social connections that users can sign in with here. */
export function providersOf({ signIn }: SignInSettings): SocialConnection[] {
  return hasSso() ? signIn.social : []
}

/** Whether an email address may lead to a company's SSO in this build. */
export function hasEnterpriseSso({ signIn }: SignInSettings): boolean {
  return hasSso() && signIn.others.includes("enterprise_sso")
}
