import { type TextKey, t } from "~i18n"
import type { KnownSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { type FormName, useOpenForm } from "./forms"

type SignUpOfferProps = { session: Pick<KnownSession, "instance" | "waitlistedAs"> }

/** Leads to the sign-up, or to an invitation or the waitlist if sign-ups are closed. */
export function SignUpOffer({ session: { instance, waitlistedAs } }: SignUpOfferProps) {
  const { applicationName, signUp } = instance
  switch (signUp.mode) {
    case "restricted":
      return (
        <>
          <p>{t("signUpRestricted", applicationName)}</p>
          <Open form="invitation" text="useInvitation" />
        </>
      )
    case "waitlist":
      return (
        <>
          <p>{waitlistedAs ? t("waitlistedAs", waitlistedAs) : t("signUpWaitlist", applicationName)}</p>
          <p>
            <Open form="waitlist" text={waitlistedAs ? "useAnotherAddress" : "joinWaitlist"} />
            {" · "}
            <Open form="invitation" text="useInvitation" />
          </p>
        </>
      )
    case "public":
      return (
        <p>
          {t("noAccountYet")} <Open form="sign-up" text="createAccount" />
        </p>
      )
  }
}

function Open({ form, text }: { form: FormName; text: TextKey }) {
  const openForm = useOpenForm()
  return (
    <Button look="inline" onClick={() => openForm(form)}>
      {t(text)}
    </Button>
  )
}
