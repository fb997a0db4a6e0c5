import { type ReactNode, useContext, useState } from "react"
import { t } from "~i18n"
import type { PasswordRules, SignUpAttempt } from "~session/snapshot"
import { PasswordField } from "~ui/controls/password-field"
import { TextField } from "~ui/controls/text-field"
import { lazily, useLazy } from "~ui/lazily"
import { generatorRules } from "~ui/new-password/generator-rules"
import type { AskedFields } from "./asked-fields"
import { DraftsContext, keepDrafts, useDraftOf } from "./drafts"
import { LegalConsent } from "./legal-consent"

// Lazy, because the formats of all countries are large, and most apps don't ask for a number.
const lazyPhoneField = lazily(async () => (await import("~ui/phone/phone-number-field")).PhoneNumberField)

export type SignUpFieldsProps = {
  asked: Pick<AskedFields, "fields" | "legalConsent">
  /** What password managers have to know. */
  passwordRules: PasswordRules
  given: SignUpAttempt["given"]
  errorOf: (field: string) => string | undefined
  /** A button that swaps the email address for the phone number, or back. */
  swap?: ReactNode
  /** The user has just swapped them, so the new input takes the focus. */
  hasSwapped: boolean
}

type InputProps = Omit<SignUpFieldsProps, "asked" | "passwordRules"> & { required: boolean }

/** The inputs of a sign-up: required ones in sight, the others a click away. */
export function SignUpFields({ asked: { fields, legalConsent }, passwordRules, ...rest }: SignUpFieldsProps) {
  const { firstName, lastName, username, emailAddress, phoneNumber, password } = fields
  const input = (requirement: string) => ({ ...rest, required: requirement === "required" })
  const more = [
    username === "optional" && <UsernameField key="username" {...input(username)} />,
    emailAddress === "optional" && <EmailField key="email" {...input(emailAddress)} />,
    phoneNumber === "optional" && <PhoneField key="phone" {...input(phoneNumber)} />
  ].filter(Boolean)

  return (
    <>
      {(firstName || lastName) && (
        <div className={firstName && lastName ? "sign-in__columns" : undefined}>
          {firstName && <NameField name="firstName" {...input(firstName)} />}
          {lastName && <NameField name="lastName" {...input(lastName)} />}
        </div>
      )}
      {username === "required" && <UsernameField {...input(username)} />}
      {emailAddress === "required" && <EmailField {...input(emailAddress)} />}
      {phoneNumber === "required" && <PhoneField {...input(phoneNumber)} />}
      {password && (
        <PasswordField
          {...generatorRules(passwordRules)}
          autoComplete="new-password"
          required={password === "required"}
          error={rest.errorOf("password")}
        />
      )}
      {more.length > 0 && (
        <More names={NAMES.filter((name) => fields[name] === "optional")} errorOf={rest.errorOf}>
          {more}
        </More>
      )}
      {legalConsent && <LegalConsent pages={legalConsent} error={rest.errorOf("legalAccepted")} />}
    </>
  )
}

/** What goes into "More" if it's optional. */
const NAMES = ["username", "emailAddress", "phoneNumber"] as const

type MoreProps = {
  names: (typeof NAMES)[number][]
  errorOf: InputProps["errorOf"]
  children: ReactNode
}

/** It starts open if the user has typed something in it, and opens whenever something in it is wrong. */
function More({ names, errorOf, children }: MoreProps) {
  const drafts = useContext(DraftsContext)
  const isWrong = names.some((name) => errorOf(name))
  const [wasWrong, setWasWrong] = useState(false)
  const [isOpen, setIsOpen] = useState(names.some((name) => drafts[name]))

  // While rendering, not in an effect: an input in a closed <details> can't take the focus.
  if (isWrong !== wasWrong) {
    setWasWrong(isWrong)
    if (isWrong) setIsOpen(true)
  }

  return (
    <details
      className="more"
      open={isOpen}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
      // The browser doesn't submit a form with an invalid input, but can't point at an input that isn't visible.
      onInvalidCapture={() => setIsOpen(true)}
    >
      <summary>{t("moreFields")}</summary>
      {children}
    </details>
  )
}

const names = {
  firstName: { label: "firstName", autoComplete: "given-name" },
  lastName: { label: "lastName", autoComplete: "family-name" }
} as const

function NameField({ name, required, given, errorOf }: InputProps & { name: keyof typeof names }) {
  const { defaultValue = given[name], onChange } = useDraftOf(name)
  const { label, autoComplete } = names[name]
  return (
    <TextField
      name={name}
      label={t(label)}
      autoComplete={autoComplete}
      maxLength={256}
      required={required}
      defaultValue={defaultValue}
      onChange={onChange}
      error={errorOf(name)}
    />
  )
}

function UsernameField({ required, given, errorOf }: InputProps) {
  const { defaultValue = given.username, onChange } = useDraftOf("username")
  return (
    <TextField
      name="username"
      label={t("username")}
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      dir="ltr"
      maxLength={256}
      required={required}
      defaultValue={defaultValue}
      onChange={onChange}
      error={errorOf("username")}
    />
  )
}

/** An input has one purpose in HTML. As an email address, Chrome offers the user's; password managers save it with the password, too. */
function EmailField({ required, given, errorOf, swap, hasSwapped }: InputProps) {
  const { defaultValue = given.emailAddress, onChange } = useDraftOf("emailAddress")
  return (
    <TextField
      name="emailAddress"
      type="email"
      label={t("email")}
      autoComplete="email"
      maxLength={320}
      required={required}
      defaultValue={defaultValue}
      onChange={onChange}
      error={errorOf("emailAddress")}
      aside={swap}
      autoFocus={hasSwapped}
    />
  )
}

function PhoneField({ required, given, errorOf, swap, hasSwapped }: InputProps) {
  const drafts = useContext(DraftsContext)
  const { phoneNumber, phoneCountry } = drafts
  const PhoneNumberField = useLazy(lazyPhoneField)
  if (!PhoneNumberField) return <div className="phone-room" />
  return (
    <PhoneNumberField
      required={required}
      initial={{ text: phoneNumber ?? given.phoneNumber ?? "", country: phoneCountry }}
      understood="phoneNumberIs"
      onChange={({ text, country, e164 }) =>
        keepDrafts(drafts, { phoneNumber: text, phoneCountry: country, phoneE164: e164 })
      }
      error={errorOf("phoneNumber")}
      aside={swap}
      autoFocus={hasSwapped}
    />
  )
}
