import { cut, type Part, swap } from "../part"

const CONTRACTS = "src/messaging/contracts.ts"
const SETTINGS = "src/background/clerk/instance-settings.ts"
const STATE = "src/background/clerk/session-state.ts"
const SIGN_UP = "src/background/clerk/sign-up-attempt.ts"
const FORM = "src/screens/sign-in/fields-form.tsx"
const FIELDS = "src/screens/sign-in/sign-up-fields.tsx"
const SETUP = "src/screens/setup-mfa/setup-mfa.tsx"

/**
 * Users no longer enter phone numbers. Codes by text message still work for a number that an account already has: as a second factor, or
 * to reverify.
 */
export const phone: Part = {
  what: "phone numbers: to sign in, to sign up, and as a new second factor",
  removes: [
    "src/ui/phone",
    "src/background/clerk/phone-numbers.ts",
    "src/background/messages/add-phone-number.ts",
    "src/background/messages/list-phone-numbers.ts",
    "src/background/messages/send-phone-code.ts",
    "src/background/messages/use-phone-number.ts",
    "src/background/messages/verify-phone-number.ts",
    "src/screens/setup-mfa/text-message.tsx",
    "src/screens/setup-mfa/phone-code.tsx",
    "src/screens/setup-mfa/phone-number-form.tsx",
    "src/screens/setup-mfa/choose-phone-number.tsx"
  ],
  tests: {
    "test/unit/background/clerk/sign-up-attempt.test.ts": [
      "missing fields have our names, each once",
      "the email address is verified first, then the phone number, then the missing fields follow"
    ]
  },
  edits: [
    cut(CONTRACTS, "const phoneNumber = v.pipe(v.string(), v.regex(/^\\+[1-9]\\d{6,14}$/))\n"),
    cut(CONTRACTS, "  phoneNumber: v.optional(phoneNumber),\n"),
    cut(
      CONTRACTS,
      `  "list-phone-numbers": query<PhoneNumberRow[]>()(nothing),
  /** Adds the number and, if it isn't verified yet, sends it a code. */
  "add-phone-number": command<PhoneNumberRow>()(v.object({ phoneNumber })),
  "send-phone-code": command<void>()(v.object({ phoneNumberId: id })),
  "verify-phone-number": command<SecondFactorAdded>()(v.object({ phoneNumberId: id, code }), {
    completes: "setup-mfa"
  }),
  "use-phone-number": command<SecondFactorAdded>()(v.object({ phoneNumberId: id }), {
    completes: "setup-mfa"
  }),
`
    ),
    cut(
      "src/session/task-forms.ts",
      `/** The user's phone number that may become a second factor. */
export type PhoneNumberRow = { phoneNumberId: string; phoneNumber: string; isVerified: boolean }

`
    ),

    cut("test/support/bodies.ts", '    { phoneNumber: "555 0100" },\n'),

    // setup-mfa
    cut(
      SETUP,
      `// It includes the number formats of all countries.
const lazyTextMessage = lazily(async () => (await import("./text-message")).TextMessage)

`
    ),
    cut(
      SETUP,
      `      {method === "phone_code" && (
        <LazyTextMessage {...common} step={detail} goTo={(next) => move(\`phone_code/\${next}\`)} />
      )}
`
    ),
    cut(
      SETUP,
      `
function LazyTextMessage(props: ComponentProps<typeof TextMessage>) {
  const TextMessage = useLazy(lazyTextMessage)
  return TextMessage ? <TextMessage {...props} /> : <Loading />
}
`
    ),
    swap(
      "src/screens/setup-mfa/choose-method.tsx",
      `  totp: ["authenticatorApp", "authenticatorAppDetail"],
  phone_code: ["textMessage", "textMessageDetail"]
`,
      `  totp: ["authenticatorApp", "authenticatorAppDetail"]
`
    ),
    swap(
      "src/session/snapshot.ts",
      'export type MfaMethod = "totp" | "phone_code"',
      'export type MfaMethod = "totp"'
    ),
    swap(
      "src/session/is-snapshot.ts",
      'mfaMethods: v.array(v.picklist(["totp", "phone_code"]))',
      'mfaMethods: v.array(v.literal("totp"))'
    ),
    cut(
      STATE,
      `  const [enterpriseAccount] = user.enterpriseAccounts
  const mayAddPhone =
    !enterpriseAccount || enterpriseAccount.enterpriseConnection?.disableAdditionalIdentifications === false
`
    ),
    swap(
      STATE,
      `    (factor): factor is MfaMethod =>
      (factor === "totp" && !user.totpEnabled) || (factor === "phone_code" && mayAddPhone)
`,
      '    (factor): factor is MfaMethod => factor === "totp" && !user.totpEnabled\n'
    ),

    // Sign-in
    swap(
      "src/session/snapshot.ts",
      'export const IDENTIFIERS = ["email_address", "username", "phone_number"] as const',
      'export const IDENTIFIERS = ["email_address", "username"] as const'
    ),
    swap(
      SETTINGS,
      `  const sends = [attributes.email_address, attributes.phone_number].flatMap((attribute) =>
    attribute?.enabled ? attribute.first_factors : []
  )
`,
      `  const { email_address: email } = attributes
  const sends = email?.enabled ? email.first_factors : []
`
    ),
    swap(
      "src/screens/sign-in/identifier.ts",
      `  const [email, username, phone] = (["email_address", "username", "phone_number"] as const).map((name) =>
    identifiers.includes(name)
  )
  if (email && username && phone) return { label: "emailUsernameOrPhone", type: "text" }
  if (email && username) return { label: "emailOrUsername", type: "text" }
  if (email && phone) return { label: "emailOrPhone", type: "text" }
  if (username && phone) return { label: "usernameOrPhone", type: "text" }
  if (username) return { label: "username", type: "text" }
  if (phone) return { label: "phoneNumber", type: "tel" }
  return { label: "email", type: "email" }
`,
      `  if (!identifiers.includes("username")) return { label: "email", type: "email" }
  return { label: identifiers.includes("email_address") ? "emailOrUsername" : "username", type: "text" }
`
    ),
    swap("src/screens/sign-in/identifier.ts", 'type: "email" | "tel" | "text"', 'type: "email" | "text"'),
    cut(
      "src/screens/sign-in/identifier.ts",
      `/** Whether a text has only digits, and the signs that people put around them. */
export function looksLikePhoneNumber(text: string): boolean {
  return /^[+\\d(][\\d\\s()./-]*$/.test(withAsciiDigits(text))
}

/**
 * Turns what the user typed into what Clerk expects: phone numbers, which people write in many ways, in E.164 form. A number without a
 * country code belongs to the country of the browser's language.
 */
export async function readIdentifier(typed: string, identifiers: Identifier[]): Promise<string> {
  const text = typed.trim()
  if (!identifiers.includes("phone_number") || !looksLikePhoneNumber(text)) return text
  // Loaded on demand: it's large, and most users type an email address.
  const { countryOf, parsePhoneNumber } = await import("~ui/phone/phone-format")
  return parsePhoneNumber(text, countryOf(navigator.language))?.e164 ?? text
}
`
    ),
    swap(
      "src/screens/sign-in/sign-in-form.tsx",
      'const identifier = await readIdentifier(String(fields.get("identifier")), identifiers)',
      'const identifier = String(fields.get("identifier")).trim()'
    ),
    swap(
      "src/screens/sign-in/sign-in-form.tsx",
      "const identifier = await readIdentifier(input.value, identifiers)",
      "const identifier = input.value.trim()"
    ),
    cut(
      "src/screens/sign-in/sign-in-form.tsx",
      '            hint={identifiers.includes("phone_number") ? t("phoneNumberHintAtSignIn") : undefined}\n'
    ),

    // Sign-up. The snapshot keeps its field, which is always off.
    swap(
      SETTINGS,
      "phoneNumber: requirementOf(attributes.phone_number),",
      "phoneNumber: requirementOf(undefined),"
    ),
    cut(SIGN_UP, '  phone_number: ["phoneNumber"],\n'),
    swap(
      SIGN_UP,
      'email_address_or_phone_number: ["emailAddress", "phoneNumber"],',
      'email_address_or_phone_number: ["emailAddress"],'
    ),
    swap(
      SIGN_UP,
      '(["username", "emailAddress", "phoneNumber"] as const)',
      '(["username", "emailAddress"] as const)'
    ),
    cut(SIGN_UP, '  if (unverifiedFields.includes("phone_number")) return "phone_code"\n'),
    cut(
      FIELDS,
      `// Lazy, because the formats of all countries are large, and most apps don't ask for a number.
const lazyPhoneField = lazily(async () => (await import("~ui/phone/phone-number-field")).PhoneNumberField)

`
    ),
    swap(
      FIELDS,
      `    emailAddress === "optional" && <EmailField key="email" {...input(emailAddress)} />,
    phoneNumber === "optional" && <PhoneField key="phone" {...input(phoneNumber)} />
`,
      `    emailAddress === "optional" && <EmailField key="email" {...input(emailAddress)} />
`
    ),
    cut(FIELDS, '      {phoneNumber === "required" && <PhoneField {...input(phoneNumber)} />}\n'),
    swap(
      FIELDS,
      "const { firstName, lastName, username, emailAddress, phoneNumber, password } = fields",
      "const { firstName, lastName, username, emailAddress, password } = fields"
    ),
    swap(
      FIELDS,
      'const NAMES = ["username", "emailAddress", "phoneNumber"] as const',
      'const NAMES = ["username", "emailAddress"] as const'
    ),
    cut(
      FIELDS,
      `
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
`
    ),
    cut(
      FIELDS,
      `  /** A button that swaps the email address for the phone number, or back. */
  swap?: ReactNode
  /** The user has just swapped them, so the new input takes the focus. */
  hasSwapped: boolean
`
    ),
    swap(
      FIELDS,
      "function EmailField({ required, given, errorOf, swap, hasSwapped }: InputProps) {",
      "function EmailField({ required, given, errorOf }: InputProps) {"
    ),
    cut(FIELDS, "      aside={swap}\n      autoFocus={hasSwapped}\n    />\n  )\n}\n"),
    swap(
      FIELDS,
      '      error={errorOf("emailAddress")}\n',
      '      error={errorOf("emailAddress")}\n    />\n  )\n}\n'
    ),
    cut(
      FORM,
      `    const number = enteredNumber(entered)
    // Synchronously, because a number in the closed "More" has to be visible before it can take the focus.
    flushSync(() => setIsUnclear(false))
    flushSync(() => setIsUnclear(number.isUnclear))
    if (number.isUnclear) return focusOn("phoneNumber")
`
    ),
    swap(FORM, "requestFrom(entered, number.e164)", "requestFrom(entered)"),
    swap(
      FORM,
      'function requestFrom(entered: FormData, e164: string): RequestOf<"sign-up"> {',
      'function requestFrom(entered: FormData): RequestOf<"sign-up"> {'
    ),
    cut(FORM, "    ...(e164 && { phoneNumber: e164 }),\n"),
    cut(
      FORM,
      `  function swap() {
    forget()
    keepDraft(drafts, "contact", other(contact))
    setContact(other(contact))
    setHasSwapped(true)
  }

`
    ),
    swap(FORM, "const { error, forget } = useStepError()", "const { error } = useStepError()"),
    swap(
      FORM,
      "const { form, errorOf, focusOn } = useFieldErrors(error)\n  const [isUnclear, setIsUnclear] = useState(false)\n",
      "const { form, errorOf } = useFieldErrors(error)\n"
    ),
    cut(
      FORM,
      `  const drafts = useContext(DraftsContext)
  const [contact, setContact] = useState(drafts.contact ?? "emailAddress")
  const [hasSwapped, setHasSwapped] = useState(false)

  const shown = asked.emailOrPhone ? without(asked, other(contact)) : asked
`
    ),
    swap(
      FORM,
      'const withErrors = [...Object.keys(shown.fields), ...(shown.legalConsent ? ["legalAccepted"] : [])]',
      'const withErrors = [...Object.keys(asked.fields), ...(asked.legalConsent ? ["legalAccepted"] : [])]'
    ),
    cut(FORM, "      onInput={() => setIsUnclear(false)}\n"),
    swap(
      FORM,
      `            asked={shown}
            passwordRules={instance.password}
            given={given}
            errorOf={(field) =>
              isUnclear && field === "phoneNumber" ? t("phoneNumberUnclear") : errorOf(field)
            }
            swap={
              asked.emailOrPhone && (
                <Button look="inline" onClick={swap}>
                  {t(contact === "emailAddress" ? "usePhoneInstead" : "useEmailInstead")}
                </Button>
              )
            }
            hasSwapped={hasSwapped}
`,
      `            asked={asked}
            passwordRules={instance.password}
            given={given}
            errorOf={errorOf}
`
    ),
    cut(
      FORM,
      `type Contact = NonNullable<Drafts["contact"]>

function other(contact: Contact): Contact {
  return contact === "emailAddress" ? "phoneNumber" : "emailAddress"
}

function without(asked: AskedFields, contact: Contact): AskedFields {
  const { [contact]: _, ...fields } = asked.fields
  return { ...asked, fields }
}

`
    ),
    swap(
      "src/screens/sign-in/drafts.ts",
      `    const { contact, emailAddress, phoneE164, phoneNumber, username } = drafts
    const phone = phoneE164 || phoneNumber
    const prefersPhone = field === "phoneNumber" || (field !== "emailAddress" && contact === "phoneNumber")
    const identifier = (prefersPhone ? phone || emailAddress : emailAddress || phone) || username
`,
      `    const identifier = drafts.emailAddress || drafts.username
`
    ),
    swap(
      "src/screens/sign-in/drafts.ts",
      `/** Copies the identifier from one form to the right input of the other; \`field\` is the input that an error is about. */
export function carryOver(drafts: Drafts, form: FormName, field?: string) {`,
      `/** Copies the identifier from one form to the right input of the other. */
export function carryOver(drafts: Drafts, form: FormName) {`
    ),
    swap(
      "src/screens/sign-in/drafts.ts",
      'keepDrafts(drafts, { emailAddress: identifier, contact: "emailAddress" })',
      "keepDrafts(drafts, { emailAddress: identifier })"
    ),
    cut(
      "src/screens/sign-in/drafts.ts",
      `  } else if (looksLikePhoneNumber(identifier)) {
    keepDrafts(drafts, { phoneNumber: identifier, phoneCountry: "", phoneE164: "", contact: "phoneNumber" })
`
    ),
    cut(
      "src/screens/sign-in/drafts.ts",
      `  "phoneNumber",
  /** The country chosen for the number, and the number as we understood it. */
  "phoneCountry",
  "phoneE164",
`
    ),
    swap(
      "src/screens/sign-in/drafts.ts",
      `    form: v.picklist(FORMS),
    /** Which of the two the user chose, if one is enough. */
    contact: v.picklist(["emailAddress", "phoneNumber"])
`,
      `    form: v.picklist(FORMS)
`
    ),
    swap(
      "src/screens/sign-in/drafts.ts",
      'const NAMES = [...TEXTS, "form", "contact"] as const',
      'const NAMES = [...TEXTS, "form"] as const'
    ),
    swap(
      "src/screens/sign-in/offer-instead.tsx",
      `  const mayNameAccount = field !== "phoneNumber" || instance.signIn.identifiers.includes("phone_number")
  if (!offer || !mayNameAccount) return null
`,
      `  if (!offer || field === "phoneNumber") return null
`
    ),
    swap("src/screens/sign-in/offer-instead.tsx", "carryOver(drafts, form, field)", "carryOver(drafts, form)")
  ]
}
