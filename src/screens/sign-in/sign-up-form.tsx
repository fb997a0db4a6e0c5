import { t } from "~i18n"
import type { KnownSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { askedOfNewAccount } from "./asked-fields"
import { FieldsForm } from "./fields-form"
import { useOpenForm } from "./forms"
import { SsoButtons } from "./sso-buttons"

type SignUpFormProps = { session: Pick<KnownSession, "instance" | "lastStrategy"> }

/** Asks at once for everything that the instance wants of a new account. */
export function SignUpForm({ session: { instance, lastStrategy } }: SignUpFormProps) {
  const openForm = useOpenForm()
  return (
    <FieldsForm
      instance={instance}
      title={t("signUpTo", instance.applicationName)}
      command="sign-up"
      submit={t("createAccount")}
      asked={askedOfNewAccount(instance)}
      before={<SsoButtons instance={instance} step="sign-up" lastStrategy={lastStrategy} />}
    >
      <p>
        {t("haveAccount")}{" "}
        <Button look="inline" onClick={() => openForm("sign-in")}>
          {t("signIn")}
        </Button>
      </p>
    </FieldsForm>
  )
}
