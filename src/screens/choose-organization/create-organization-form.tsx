import { type FormEvent, useId, useState } from "react"
import { flushSync } from "react-dom"

import { type TextKey, t } from "~i18n"
import { useCommand } from "~react/use-command"
import { useTask } from "~screens/task-page/task"
import { type CreatedOrganization, type CreationDefaults, PROPOSED_LOGO } from "~session/organization-lists"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { ReadFirst } from "~ui/controls/read-first"
import { TextField } from "~ui/controls/text-field"
import { useEscape } from "~ui/controls/use-escape"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { useDraft } from "~ui/use-draft"
import { LogoField } from "./logo-field"

type Proposal = Pick<CreationDefaults, "name" | "slug" | "logo">

export type CreateOrganizationFormProps = {
  asksForSlug: boolean
  defaults?: Proposal | undefined
  /** There was nothing to choose when it appeared. */
  isFirst: boolean
  /** Set if there are other organizations to choose from. */
  onBack?: (() => void) | undefined
}

export function CreateOrganizationForm(props: CreateOrganizationFormProps) {
  const { asksForSlug, defaults, isFirst, onBack } = props
  const { session, hold, release } = useTask()
  const create = useCommand("create-organization")
  const { form, errorOf, focusOn } = useFieldErrors(create.error)
  const [name, setName] = useDraft<string>(`organization-name-of-${session.user.id}`, defaults?.name ?? "")
  const [slug, setSlug] = useDraft<string>(`organization-slug-of-${session.user.id}`, proposedSlug(defaults))
  const [isSlugWrong, setIsSlugWrong] = useState(false)
  const [logo, setLogo] = useState(defaults?.logo ?? null)
  const [shortfalls, setShortfalls] = useState<TextKey[]>([])
  const headingId = useId()
  useEscape(create.isSending ? undefined : onBack)

  // Both at once, so that they still match after a reload.
  function write(newName: string, newSlug: string) {
    setName(newName)
    setSlug(newSlug)
    setIsSlugWrong(false)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (asksForSlug && !isSlug(slug)) {
      // At once, so that it's announced each time.
      flushSync(() => setIsSlugWrong(false))
      flushSync(() => setIsSlugWrong(true))
      focusOn("slug")
      return
    }
    hold()
    const reply = await create.send({
      name: name.trim(),
      ...(asksForSlug && { slug }),
      ...(logo && { logo: logo === defaults?.logo ? PROPOSED_LOGO : logo })
    })
    const missed = reply.ok ? shortfallsOf(reply.value) : []
    setShortfalls(missed)
    if (missed.length === 0) release()
  }

  if (shortfalls.length > 0) {
    return (
      <div className="stack">
        {shortfalls.map((key) => (
          <ReadFirst key={key}>{t(key)}</ReadFirst>
        ))}
        <Button look="primary" onClick={release}>
          {t("continue")}
        </Button>
      </div>
    )
  }

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      {isFirst && onBack && (
        <p className="notice" role="status">
          {t("organizationsToChoose")}
        </p>
      )}
      <div className="stack stack--tight">
        <Heading level={2} id={headingId} takesFocus={!isFirst}>
          {t("createOrganization")}
        </Heading>
        {isFirst && !onBack && <p className="muted">{t("createFirstOrganization")}</p>}
      </div>
      <div>
        <TextField
          name="name"
          label={t("organizationName")}
          autoComplete="organization"
          required
          maxLength={256}
          value={name}
          onChange={(event) => write(event.target.value, slugFor(event.target.value))}
          error={errorOf("name")}
        />
        {asksForSlug && (
          <TextField
            name="slug"
            label={t("slug")}
            hint={t("slugHint")}
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={256}
            value={slug}
            onChange={(event) => write(name, event.target.value)}
            error={isSlugWrong ? t("slugInvalid") : errorOf("slug")}
          />
        )}
        <LogoField organizationName={name} value={logo} onChange={setLogo} error={errorOf("logo")} />
      </div>
      <ErrorNotice error={create.error} except={["name", "slug", "logo"]} />
      <div className="actions">
        <Button type="submit" look="primary" isBusy={create.isSending}>
          {t("create")}
        </Button>
        {onBack && (
          <Button look="quiet" isBlocked={create.isSending} onClick={onBack}>
            {t("back")}
          </Button>
        )}
      </div>
    </form>
  )
}

/** What the user has to know although the organization exists now. */
function shortfallsOf({ logoFailed, isTwice }: CreatedOrganization): TextKey[] {
  return [
    ...(isTwice ? (["createOrganizationTwice"] as const) : []),
    ...(logoFailed ? (["createOrganizationLogoFailed"] as const) : [])
  ]
}

function proposedSlug(defaults: Proposal | undefined) {
  return defaults?.slug || slugFor(defaults?.name ?? "")
}

/** Whether Clerk accepts it: lowercase letters, numbers and hyphens, and not only hyphens. */
export function isSlug(text: string): boolean {
  return /^(?=.*[a-z0-9])[a-z0-9-]+$/.test(text)
}

/** A slug for a name: what URLs can contain, for example "acme-gmbh" for "Acmé GmbH". */
export function slugFor(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
}
