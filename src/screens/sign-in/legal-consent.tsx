import { useContext } from "react"
import { type TextKey, t } from "~i18n"
import { CheckboxField } from "~ui/controls/checkbox-field"
import type { AskedFields } from "./asked-fields"
import { DraftsContext, keepDraft } from "./drafts"

type LegalConsentProps = { pages: NonNullable<AskedFields["legalConsent"]>; error: string | undefined }

/** Asks users to agree to the terms and the privacy policy, with links to them. */
export function LegalConsent({ pages: { termsUrl, privacyPolicyUrl }, error }: LegalConsentProps) {
  const drafts = useContext(DraftsContext)
  const label: TextKey = !privacyPolicyUrl
    ? "agreeToTerms"
    : termsUrl
      ? "agreeToTermsAndPrivacy"
      : "agreeToPrivacy"

  return (
    <CheckboxField
      name="legalAccepted"
      label={t(label)}
      required
      defaultChecked={Boolean(drafts.legalAccepted)}
      onChange={({ target }) => keepDraft(drafts, "legalAccepted", target.checked ? "yes" : "")}
      error={error}
    >
      {termsUrl && <LegalPage url={termsUrl}>{t("termsOfService")}</LegalPage>}
      {privacyPolicyUrl && <LegalPage url={privacyPolicyUrl}>{t("privacyPolicy")}</LegalPage>}
    </CheckboxField>
  )
}

function LegalPage({ url, children }: { url: string; children: string }) {
  return (
    <a className="link" href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
