import * as v from "valibot"

// What this extension, and the SDK below it, read from Clerk's answers. Everything else may be missing or new.
// https://clerk.com/docs/reference/frontend-api

const text = v.nullish(v.string())
const flag = v.nullish(v.boolean())
const number = v.nullish(v.number())
const id = v.pipe(v.string(), v.nonEmpty())
const several = <Item extends v.GenericSchema>(item: Item) => v.nullish(v.array(item))
const jwt = v.pipe(v.string(), v.regex(/^[\w-]+\.[\w-]+\.[\w-]*$/))

const named = { name: v.string(), slug: text, image_url: text, has_image: flag }
const organization = v.object({ id, ...named })
const membership = v.object({
  organization,
  role: v.string(),
  role_name: text,
  permissions: several(v.string())
})

const verification = v.nullish(
  v.object({ status: text, strategy: text, external_verification_redirect_url: text })
)
const phoneNumber = v.object({
  id,
  phone_number: v.string(),
  verification,
  backup_codes: several(v.string())
})

const user = v.object({
  id,
  first_name: text,
  last_name: text,
  username: text,
  image_url: text,
  email_addresses: v.array(v.object({ id, email_address: v.string() })),
  phone_numbers: v.array(phoneNumber),
  passkeys: several(v.object({})),
  external_accounts: several(v.object({})),
  enterprise_accounts: several(v.object({})),
  organization_memberships: several(membership)
})

/** A session that a request changed. */
export const session = v.object({ id, status: v.string() })
const token = v.object({ jwt })

const clientSession = v.pipe(
  v.object({
    id,
    status: v.string(),
    user: v.nullish(user),
    tasks: several(v.object({ key: v.string() })),
    last_active_organization_id: text,
    last_active_token: v.nullish(token)
  }),
  v.check((each) => !isSignedIn(each) || Boolean(each.user))
)

const factors = several(
  v.object({
    strategy: v.string(),
    safe_identifier: text,
    email_address_id: text,
    phone_number_id: text,
    enterprise_connection_id: text,
    enterprise_connection_name: text
  })
)

const signIn = v.object({
  id,
  status: v.string(),
  identifier: text,
  supported_first_factors: factors,
  supported_second_factors: factors,
  first_factor_verification: verification,
  second_factor_verification: verification,
  created_session_id: text
})

const signUp = v.object({
  id,
  status: v.string(),
  missing_fields: v.array(v.string()),
  unverified_fields: v.array(v.string()),
  first_name: text,
  last_name: text,
  username: text,
  email_address: text,
  phone_number: text,
  verifications: v.nullish(v.object({ external_account: verification })),
  created_session_id: text
})

/** A client, which other answers include too. */
export const client = v.object({
  id,
  sessions: v.array(clientSession),
  sign_in: v.nullish(signIn),
  sign_up: v.nullish(signUp),
  last_active_session_id: text,
  last_authentication_strategy: text
})

/** The client in an answer. */
export type AnsweredClient = v.InferOutput<typeof client>

/** Whether a session counts as signed in. */
export function isSignedIn({ status }: { status: string }): boolean {
  return status === "active" || status === "pending"
}

const attributes = v.record(
  v.string(),
  v.nullish(
    v.object({
      enabled: flag,
      required: flag,
      used_for_first_factor: flag,
      used_for_second_factor: flag,
      first_factors: several(v.string()),
      second_factors: several(v.string())
    })
  )
)

const environment = v.object({
  auth_config: v.object({ single_session_mode: flag }),
  display_config: v.object({
    application_name: v.string(),
    home_url: text,
    terms_url: text,
    privacy_policy_url: text
  }),
  user_settings: v.object({
    attributes,
    social: v.nullish(v.record(v.string(), v.nullish(v.object({ strategy: text, name: text })))),
    sign_up: v.nullish(v.object({ mode: text, legal_consent_enabled: flag })),
    password_settings: v.nullish(
      v.object({
        min_length: number,
        max_length: number,
        require_lowercase: flag,
        require_uppercase: flag,
        require_numbers: flag,
        require_special_char: flag,
        allowed_special_characters: text,
        show_zxcvbn: flag,
        min_zxcvbn_strength: number
      })
    )
  }),
  organization_settings: v.nullish(
    v.object({
      enabled: flag,
      force_organization_selection: flag,
      slug: v.nullish(v.object({ disabled: flag })),
      organization_creation_defaults: v.nullish(v.object({ enabled: flag }))
    })
  )
})

const isCount = (each: number) => Number.isInteger(each) && each >= 0
const list = <Row extends v.GenericSchema>(row: Row) =>
  v.object({ data: v.array(row), total_count: v.pipe(v.number(), v.check(isCount)) })

// An invitation or suggestion.
const offer = v.object({ id, public_organization_data: organization, role: text, status: text })

const totp = v.object({
  secret: v.nullish(v.pipe(v.string(), v.regex(/^[A-Z2-7]+=*$/i))),
  uri: v.nullish(v.pipe(v.string(), v.regex(/^otpauth:\/\//i))),
  backup_codes: several(v.string())
})

const verifiedTotp = v.object({ ...totp.entries, verified: v.literal(true) })

const backupCodes = v.object({ codes: v.pipe(v.array(v.string()), v.nonEmpty()) })

const reverification = v.object({
  status: v.string(),
  supported_first_factors: factors,
  supported_second_factors: factors
})

const creationDefaults = v.object({
  form: v.object({ name: text, slug: text, logo: text }),
  advisory: v.nullish(
    v.object({
      code: text,
      meta: v.nullish(v.object({ organization_name: text, organization_domain: text }))
    })
  )
})

/** Answers have the form `{ response, client }` unless a flag says otherwise. */
type Kind = {
  path: RegExp
  answer: v.GenericSchema
  /** The answer comes without that envelope. */
  isBare?: true
  /** It ends sessions, or is the client itself, so the client doesn't have to contain the session that made the request. */
  isOfClient?: true
}

const page = "/me/organization_"

/** The shape of Clerk's answer by request path; the first match counts. */
export const kinds: Kind[] = [
  { path: /^\/environment$/, answer: environment, isBare: true },
  { path: /^\/client$/, answer: v.nullable(client), isOfClient: true },
  { path: /^\/client\/sessions$/, answer: v.nullable(client), isOfClient: true },
  { path: /^\/client\/sessions\/[^/]+\/tokens/, answer: token, isBare: true },
  { path: /^\/client\/sessions\/[^/]+\/verify/, answer: reverification },
  { path: /^\/client\/sessions\/[^/]+\/(remove|end)$/, answer: session, isOfClient: true },
  { path: /^\/client\/sessions\/[^/]+(\/touch)?$/, answer: session },
  { path: /^\/client\/sign_ins(\/|$)/, answer: signIn },
  { path: /^\/client\/sign_ups(\/|$)/, answer: signUp },
  { path: /^\/me(\/change_password)?$/, answer: user },
  { path: /^\/me\/totp$/, answer: totp },
  { path: /^\/me\/totp\/attempt_verification$/, answer: verifiedTotp },
  { path: /^\/me\/backup_codes\/?$/, answer: backupCodes },
  { path: /^\/me\/phone_numbers(\/|$)/, answer: phoneNumber },
  { path: new RegExp(`^${page}memberships$`), answer: list(membership) },
  { path: new RegExp(`^${page}(invitations|suggestions)$`), answer: list(offer) },
  { path: new RegExp(`^${page}(invitations|suggestions)/[^/]+/accept$`), answer: offer },
  { path: new RegExp(`^${page}creation_defaults$`), answer: creationDefaults },
  { path: /^\/organizations(\/[^/]+(\/logo)?)?$/, answer: organization },
  { path: /^\/waitlist$/, answer: v.object({ id }), isBare: true }
]
