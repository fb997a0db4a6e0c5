import { type FormEvent, useContext, useId, useState } from "react"
import { t } from "~i18n"
import type { InstanceSettings } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { DraftsContext, keepDraft, useDraftOf } from "./drafts"
import { useOpenForm } from "./forms"
import { useStepCommand } from "./use-step-command"

/** Puts an email address on the waitlist. */
export function JoinWaitlist({ instance }: { instance: InstanceSettings }) {
  const join = useStepCommand("join-waitlist")
  const { form, errorOf } = useFieldErrors(join.error)
  const [joinedAs, setJoinedAs] = useState<string | null>(null)
  const drafts = useContext(DraftsContext)
  const openForm = useOpenForm()
  const headingId = useId()
  const draft = useDraftOf("emailAddress")

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const emailAddress = String(new FormData(event.currentTarget).get("emailAddress")).trim()
    const reply = await join.send({ emailAddress })
    if (!reply.ok) return
    setJoinedAs(emailAddress)
    // When the popup opens again, the sign-in shows that they are on the waitlist.
    keepDraft(drafts, "form", "sign-in")
  }

  if (joinedAs) {
    return (
      <>
        <div className="stack stack--tight">
          <Heading level={1} key="joined">
            {t("waitlistJoinedTitle")}
          </Heading>
          <p className="muted">{t("waitlistJoinedReason", joinedAs)}</p>
        </div>
        <div className="foot foot--row">
          <Button look="inline" onClick={() => openForm("sign-in")}>
            {t("signIn")}
          </Button>
          <Button look="inline" onClick={() => setJoinedAs(null)}>
            {t("useAnotherAddress")}
          </Button>
        </div>
      </>
    )
  }

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <div className="stack stack--tight">
        <Heading level={1} id={headingId}>
          {t("joinWaitlistFor", instance.applicationName)}
        </Heading>
        <p className="muted">{t("joinWaitlistReason")}</p>
      </div>
      <div>
        <TextField
          name="emailAddress"
          type="email"
          label={t("email")}
          autoComplete="email"
          maxLength={320}
          required
          {...draft}
          error={errorOf("emailAddress")}
        />
        <div className="actions">
          <Button type="submit" look="primary" isBusy={join.isSending}>
            {t("joinWaitlist")}
          </Button>
        </div>
      </div>
      <ErrorNotice error={join.error} except={["emailAddress"]} />
      <div className="foot foot--row">
        <Button look="inline" onClick={() => openForm("sign-in")}>
          {t("signIn")}
        </Button>
        <Button look="inline" onClick={() => openForm("invitation")}>
          {t("useInvitation")}
        </Button>
      </div>
    </form>
  )
}
