import { t } from "~i18n"

/**
 * Lets password managers know whose password a form is about. Assistive technology can read it; there is nothing to see or to
 * type.
 * @see https://www.chromium.org/developers/design-documents/create-amazing-password-forms/
 */
export function UsernameField({ identifier }: { identifier: string }) {
  return (
    <label className="visually-hidden">
      {t("account")}
      <input type="text" autoComplete="username" value={identifier} readOnly tabIndex={-1} />
    </label>
  )
}
