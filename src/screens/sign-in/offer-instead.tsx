import { useContext } from "react"
import { type TextKey, t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { useCommand } from "~react/use-command"
import type { InstanceSettings } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { carryOver, DraftsContext } from "./drafts"
import { type FormName, useOpenForm } from "./forms"

type OfferInsteadProps = { error: MessageError | null; instance: InstanceSettings }

const texts: Record<FormName, TextKey> = {
  "sign-in": "signIn",
  "sign-up": "createAccount",
  waitlist: "joinWaitlist",
  invitation: "useInvitation"
}

/** Offers the right form: to sign up if there's no such account, to sign in if there is one. It keeps what the user typed. */
export function OfferInstead({ error, instance }: OfferInsteadProps) {
  const drafts = useContext(DraftsContext)
  const openForm = useOpenForm()
  const cancel = useCommand("cancel-attempt")
  const { offer, field } = error?.failure ?? {}
  const mayNameAccount = field !== "phoneNumber" || instance.signIn.identifiers.includes("phone_number")
  if (!offer || !mayNameAccount) return null
  const form = offer === "sign-up" ? formOfNewAccounts(instance) : offer

  async function accept() {
    // Otherwise the sign-up under way would hide the form.
    const reply = await cancel.send()
    if (!reply.ok) return
    carryOver(drafts, form, field)
    openForm(form)
  }

  return (
    <div className="actions">
      <Button isBusy={cancel.isSending} onClick={accept}>
        {t(texts[form])}
      </Button>
    </div>
  )
}

/** The form that starts a new account, in this instance's mode. */
export function formOfNewAccounts({ signUp: { mode } }: InstanceSettings): FormName {
  switch (mode) {
    case "public":
      return "sign-up"
    case "waitlist":
      return "waitlist"
    case "restricted":
      return "invitation"
  }
}
