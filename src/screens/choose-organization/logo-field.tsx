import "./logo-field.css"

import { type ChangeEvent, useId, useRef, useState } from "react"

import { formatMegabytes, t } from "~i18n"
import { Button } from "~ui/controls/button"
import { FieldMessage } from "~ui/controls/field-message"
import { Picture } from "~ui/controls/picture"

const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"]
// Clerk's own limit.
const LARGEST_MB = 10

type LogoFieldProps = {
  organizationName: string
  /** The picture, as a data URL or an address. */
  value: string | null
  onChange: (value: string | null) => void
  error: string | undefined
}

/** Takes a picture and shows a preview. */
export function LogoField({ organizationName, value, onChange, error }: LogoFieldProps) {
  const id = useId()
  const messageId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [refusal, setRefusal] = useState<string>()
  const message = refusal ?? error

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.target.files ?? []
    if (!file) return
    const reason = !TYPES.includes(file.type)
      ? t("logoWrongType")
      : file.size > LARGEST_MB * 1024 * 1024
        ? t("logoTooLarge", formatMegabytes(LARGEST_MB))
        : undefined
    setRefusal(reason)
    if (reason) clear()
    else onChange(await toDataUrl(file))
  }

  function clear() {
    if (input.current) input.current.value = ""
    onChange(null)
  }

  function remove() {
    clear()
    // The button goes with the logo.
    input.current?.focus()
  }

  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {t("logo")} <span className="field__optional">{t("optional")}</span>
      </label>
      <div className="logo-field">
        <Picture name={organizationName} imageUrl={value} />
        <input
          ref={input}
          id={id}
          className="logo-field__input"
          name="logo"
          type="file"
          accept={TYPES.join()}
          aria-invalid={message !== undefined}
          aria-describedby={messageId}
          onChange={choose}
        />
        {value && (
          <Button look="inline" aria-label={t("removeLogo")} onClick={remove}>
            {t("remove")}
          </Button>
        )}
      </div>
      <FieldMessage
        id={messageId}
        inputId={id}
        error={message}
        hint={t("logoHint", formatMegabytes(LARGEST_MB))}
      />
    </div>
  )
}

function toDataUrl(file: File) {
  return new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
