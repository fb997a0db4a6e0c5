import { formatList, type TextKey, t } from "~i18n"
import type { InstanceSettings, OtherMethod } from "~session/snapshot"
import { ContinueOnWeb } from "./continue-on-web"
import { hasSso } from "./sso-ways"

/** How many companies the text names. */
const COMPANIES = 2

const names = {
  email_link: "byEmailLink",
  enterprise_sso: "bySingleSignOn",
  web3_wallet: "byWallet"
} satisfies Record<OtherMethod, TextKey>

/** The ways to sign in that only the web app has, or what to do instead. */
export function OtherWays({ instance }: { instance: InstanceSettings }) {
  const others = listOf(instance.signIn)
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
    return (
      <ContinueOnWeb instance={instance}>
        <p className="muted">{others ? t("othersOnWeb", others) : t("sharedWithWeb")}</p>
      </ContinueOnWeb>
    )
  }
  if (!others) return null
  return <p>{t(hintFor(instance.signIn), others)}</p>
}

/** "Google, GitHub, email link", or nothing. */
function listOf({ social, others }: InstanceSettings["signIn"]): string | undefined {
  const companies = hasSso() ? [] : social.map(({ name }) => name)
  const methods = hasSso() ? others.filter((method) => method !== "enterprise_sso") : others
  const ways = [...companies.slice(0, COMPANIES), ...methods.map((method) => t(names[method]))]
  if (ways.length === 0) return undefined
  if (companies.length > COMPANIES) ways.push(t("byOthers"))
  return formatList(ways)
}

/** Another way into the same account: Clerk finds it by its email address. */
function hintFor({ codes, password }: InstanceSettings["signIn"]) {
  if (codes.includes("email_code")) return "othersByCode"
  return password ? "othersByPassword" : "othersNotHere"
}
