import { useMemo, useState } from "react"
import { isolated, type TextKey, t } from "~i18n"
import { SelectField } from "~ui/controls/select-field"
import { TextField, type TextFieldProps } from "~ui/controls/text-field"
import { E164 } from "./entered-number"
import {
  type CountryCode,
  callingCodeOf,
  countryNamedIn,
  countryOf,
  isCountry,
  listCountries,
  parsePhoneNumber
} from "./phone-format"

/** What the user typed, the country chosen for it, and the number in E.164 form, if it makes sense. */
export type PhoneEntry = { text: string; country: CountryCode; e164: string }

type PhoneNumberFieldProps = Pick<TextFieldProps, "required" | "autoFocus" | "error" | "aside"> & {
  initial: { text: string; country?: string | undefined }
  /** A text that shows how we understood the number, with the number in it. */
  understood: TextKey
  onChange: (entry: PhoneEntry) => void
}

/**
 * A phone number of any country. The formats of all countries are large, so load it with `lazily()` on pages that rarely
 * need it.
 */
export function PhoneNumberField({ initial, understood, onChange, ...input }: PhoneNumberFieldProps) {
  const [text, setText] = useState(initial.text)
  const [country, setCountry] = useState(() => countryFor(initial))
  const countries = useMemo(() => listCountries(t("language")), [])
  const number = parsePhoneNumber(text, country)

  function enter(typed: string, chosen: CountryCode) {
    setText(typed)
    setCountry(chosen)
    onChange({ text: typed, country: chosen, e164: parsePhoneNumber(typed, chosen)?.e164 ?? "" })
  }

  function type(typed: string) {
    const named = countryNamedIn(typed)
    enter(typed, named && callingCodeOf(named) !== callingCodeOf(country) ? named : country)
  }

  return (
    <>
      <SelectField
        label={t("country")}
        value={country}
        onChange={(event) => enter(text, event.target.value as CountryCode)}
      >
        {countries.map(({ code, name, callingCode }) => (
          <option key={code} value={code}>
            {name} ({isolated(callingCode)})
          </option>
        ))}
      </SelectField>
      <input type="hidden" name={E164} value={number?.e164 ?? ""} />
      <TextField
        {...input}
        name="phoneNumber"
        type="tel"
        label={t("phoneNumber")}
        autoComplete="tel"
        dir="ltr"
        value={text}
        onChange={(event) => type(event.target.value)}
        hint={number ? t(understood, number.formatted) : t("phoneNumberHint")}
      />
    </>
  )
}

function countryFor({ text, country }: PhoneNumberFieldProps["initial"]): CountryCode {
  return isCountry(country) ? country : (countryNamedIn(text) ?? countryOf(navigator.language))
}
