import { t } from "~i18n"
import type { InstanceSettings } from "~session/snapshot"
import { Button } from "~ui/controls/button"

type SignUpOfferProps = { instance: InstanceSettings; onSignUp: () => void }

/** Leads to the sign-up, or says why there is none. */
export function SignUpOffer({ instance: { applicationName, signUp }, onSignUp }: SignUpOfferProps) {
  switch (signUp.mode) {
    case "restricted":
      return <p>{t("signUpRestricted", applicationName)}</p>
    case "waitlist":
      return <p>{t("signUpWaitlist", applicationName)}</p>
    case "public":
      return (
        <p>
          {t("noAccountYet")}{" "}
          <Button look="inline" onClick={onSignUp}>
            {t("createAccount")}
          </Button>
        </p>
      )
  }
}
