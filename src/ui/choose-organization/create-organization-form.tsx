import { type FormEvent, useId, useState } from "react"

import { t } from "~messaging/translate"
import { Button } from "../button"
import { ErrorNotice } from "../error-notice"
import { TextField } from "../text-field"
import { useCommand } from "../use-command"
import { useFieldErrors } from "../use-field-errors"
import { LogoField } from "./logo-field"
import { slugFor } from "./slug"
import { SubHeading } from "./sub-heading"

export type CreateOrganizationFormProps = {
  asksForSlug: boolean
  defaults?: { name: string; slug: string }
  /** There is no other organization. */
  isFirst?: boolean
  onBack?: () => void
  onLogoFailed: () => void
}

export function CreateOrganizationForm(props: CreateOrganizationFormProps) {
  const { asksForSlug, defaults, isFirst = false, onBack, onLogoFailed } = props
  const create = useCommand("create-organization")
  const { form, errorOf } = useFieldErrors(create.error)
  const [name, setName] = useState(defaults?.name ?? "")
  // Follows the name until it is edited.
  const [editedSlug, setEditedSlug] = useState<string | null>(defaults?.slug || null)
  const [logo, setLogo] = useState<string | null>(null)
  const headingId = useId()
  const slug = editedSlug ?? slugFor(name)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const reply = await create.send({
      name: name.trim(),
      ...(asksForSlug && slug && { slug }),
      ...(logo && { logo })
    })
    if (reply.ok && reply.value.logoFailed) onLogoFailed()
  }

  return (
    <form
      ref={form}
      className="stack"
      aria-labelledby={headingId}
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && !create.isSending && onBack?.()}
    >
      <SubHeading id={headingId} takesFocus={!isFirst}>
        {t("createOrganization")}
      </SubHeading>
      {isFirst && <p className="muted">{t("createFirstOrganization")}</p>}
      <div>
        <TextField
          name="name"
          label={t("organizationName")}
          autoComplete="organization"
          required
          maxLength={256}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={errorOf("name")}
        />
        {asksForSlug && (
          <TextField
            name="slug"
            label={t("slug")}
            hint={t("slugHint")}
            dir="ltr"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={256}
            value={slug}
            onChange={(event) => setEditedSlug(event.target.value)}
            error={errorOf("slug")}
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
