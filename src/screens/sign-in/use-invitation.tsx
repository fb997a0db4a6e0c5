import { type FormEvent, useId, useState } from "react"
import { flushSync } from "react-dom"
import { t } from "~i18n"
import type { InstanceSettings } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { useOpenForm } from "./forms"
import { OfferInstead } from "./offer-instead"
import { ticketIn } from "./ticket"
import { useStepCommand } from "./use-step-command"

/** Takes an invitation's link. It signs users in like a password does, so the popup doesn't keep it. */
export function UseInvitation({ instance }: { instance: InstanceSettings }) {
  const command = useStepCommand("use-invitation")
  const { form, errorOf, focusOn } = useFieldErrors(command.error)
  const [isUnclear, setIsUnclear] = useState(false)
  const openForm = useOpenForm()
  const headingId = useId()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const ticket = ticketIn(String(new FormData(event.currentTarget).get("ticket")))
    // At once, so that it's announced each time.
    flushSync(() => setIsUnclear(false))
    flushSync(() => setIsUnclear(!ticket))
    if (ticket) void command.send({ ticket })
    else focusOn("ticket")
  }

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <div className="stack stack--tight">
        <Heading level={1} id={headingId}>
          {t("useInvitationTitle")}
        </Heading>
        <p className="muted">{t("useInvitationReason")}</p>
      </div>
      <div>
        <TextField
          name="ticket"
          label={t("invitationLink")}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          required
          onChange={() => setIsUnclear(false)}
          error={isUnclear ? t("errorTicketInvalid") : errorOf("ticket")}
        />
        <div className="actions">
          <Button type="submit" look="primary" isBusy={command.isSending}>
            {t("continue")}
          </Button>
        </div>
      </div>
      <ErrorNotice error={command.error} except={["ticket"]} />
      <OfferInstead error={command.error} instance={instance} />
      <div className="foot">
        <p>
          {t("haveAccount")}{" "}
          <Button look="inline" onClick={() => openForm("sign-in")}>
            {t("signIn")}
          </Button>
        </p>
      </div>
    </form>
  )
}
