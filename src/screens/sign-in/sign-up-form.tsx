import { t } from "~i18n"
import type { InstanceSettings, KnownSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { askedOfNewAccount } from "./asked-fields"
import { FieldsForm } from "./fields-form"
import { useOpenForm } from "./forms"
import { providersOf } from "./sso-ways"

type SignUpFormProps = { session: Pick<KnownSession, "instance" | "lastStrategy"> }

/** Asks at once for everything that the instance needs for a new account. */
export function SignUpForm({ session: { instance, lastStrategy } }: SignUpFormProps) {
  const openForm = useOpenForm()
  return (
    <FieldsForm
      instance={instance}
      title={t("signUpTo", instance.applicationName)}
      command="sign-up"
      submit={t("createAccount")}
      asked={askedOfNewAccount(instance)}
      withSso={{ lastStrategy, hasForm: hasOwnForm(instance) }}
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

/** If only a provider's account can become a new account, Clerk's own components don't ask for anything either. */
function hasOwnForm(instance: InstanceSettings): boolean {
  const { emailAddress, phoneNumber, username, password } = instance.signUp.fields
  const isNamed = emailAddress !== "off" || phoneNumber !== "off"
  return isNamed || (username === "required" && password === "required") || providersOf(instance).length === 0
}
