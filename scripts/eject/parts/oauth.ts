import { cut, type Part, swap } from "../part"

const ATTEMPT = "src/background/clerk/attempt.ts"
const CLERK = "src/background/clerk/clerk.ts"
const CONTRACTS = "src/messaging/contracts.ts"
const FIRST_FACTOR = "src/background/clerk/first-factor.ts"
const FORM = "src/screens/sign-in/fields-form.tsx"
const FRAME = "src/screens/session-view/session-frame.tsx"
const SIGN_IN = "src/background/clerk/sign-in.ts"
const SIGN_IN_FORM = "src/screens/sign-in/sign-in-form.tsx"
const SIGN_UP_FORM = "src/screens/sign-in/sign-up-form.tsx"
const STEP = "src/screens/sign-in/first-factor.tsx"
const STEPS = "src/screens/sign-in/sign-in.tsx"

/** What a build without SSO leaves out anyway: the code goes, and so does the permission. */
export const oauth: Part = {
  what: "social connections and company SSO inside the extension, and the identity permission",
  removes: [
    "src/background/clerk/sso.ts",
    "src/background/clerk/sso-flow.ts",
    "src/background/clerk/finish-sso.ts",
    "src/background/end-sso.ts",
    "src/background/sso-window.ts",
    "src/background/messages/start-sso.ts",
    "src/background/messages/show-sso-window.ts",
    "src/background/messages/cancel-sso.ts",
    "src/screens/sign-in/enterprise-sso.tsx",
    "src/screens/sign-in/provider-icon.tsx",
    "src/screens/sign-in/sso-buttons.tsx",
    "src/screens/sign-in/sso-step.tsx",
    "src/screens/sign-in/sso-ways.ts",
    "test/unit/scripts/checks/manifest-variables.test.ts"
  ],
  variables: ["PLASMO_PUBLIC_CLERK_SSO"],
  manifest: ["$CLERK_SSO_PERMISSION"],
  tests: {
    "test/unit/scripts/build-environment.test.ts": [
      "a publishable key is all that a build needs",
      "SSO and its permission are on for a development instance, and for a production instance that turns it on"
    ]
  },
  edits: [
    // The worker
    swap(
      ATTEMPT,
      `  const flow = process.env.PLASMO_PUBLIC_CLERK_SSO ? await readRunningFlow(clerk) : undefined
  if (signUp.id && !(await isDismissed(signUp.id)) && signUp.status === "missing_requirements") {
    const attempt = fromSignUp(signUp)
    return flow?.attemptId === signUp.id ? { ...attempt, ...stepOf(flow) } : attempt
  }
`,
      `  if (signUp.id && !(await isDismissed(signUp.id)) && signUp.status === "missing_requirements") {
    return fromSignUp(signUp)
  }
`
    ),
    swap(ATTEMPT, "return fromSignIn(clerk, signIn, flow)", "return fromSignIn(clerk, signIn)"),
    cut(
      ATTEMPT,
      `const stepOf = ({ provider }: SsoFlow) => ({ step: "sso", provider, isFinishing: isAnswered() }) as const

`
    ),
    cut(ATTEMPT, "  if (process.env.PLASMO_PUBLIC_CLERK_SSO) await leaveFlow()\n"),
    swap(
      ATTEMPT,
      `async function fromSignIn(
  clerk: Clerk,
  signIn: SignInResource,
  flow: SsoFlow | undefined
): Promise<SignInAttempt | null> {`,
      "async function fromSignIn(clerk: Clerk, signIn: SignInResource): Promise<SignInAttempt | null> {"
    ),
    cut(ATTEMPT, "  if (flow && flow.attemptId === signIn.id) return { ...attempt, ...stepOf(flow) }\n"),
    cut(
      ATTEMPT,
      `    case "needs_identifier":
      // No account has this address yet, and its company decides who gets one.
      return attempt.factors.some(({ strategy }) => strategy === "enterprise_sso")
        ? { ...attempt, step: "first-factor", sent: null }
        : null
`
    ),
    swap(ATTEMPT, '    case "complete":\n', '    case "needs_identifier":\n    case "complete":\n'),
    cut(
      "src/background/clerk/account-change.ts",
      "    if (process.env.PLASMO_PUBLIC_CLERK_SSO) await leaveFlow()\n"
    ),
    swap(
      "src/background/clerk/clerk-auth-client.ts",
      "return [attempt, process.env.PLASMO_PUBLIC_CLERK_SSO ? await readSsoFailure(clerk, attempt) : null] as const",
      "return [attempt, null] as const"
    ),
    swap(
      CLERK,
      `/**
 * Fetches the client and, unless \`onlyClient\`, the environment, whether or not they were loaded before. While a provider's window is
 * open, it doesn't call Clerk.
 */`,
      "/** Fetches the client and, unless `onlyClient`, the environment, whether or not they were loaded before. */"
    ),
    cut(CLERK, '  if (process.env.PLASMO_PUBLIC_CLERK_SSO && isAwaitingProvider()) return "held"\n'),
    cut(
      FIRST_FACTOR,
      `type EnterpriseConnection = { enterpriseConnectionId?: unknown; enterpriseConnectionName?: unknown }

function ssoFactorsOf(clerk: Clerk, offered: (Offered & EnterpriseConnection)[]): SsoFactor[] {
  return offered.flatMap(({ strategy, enterpriseConnectionId: id, enterpriseConnectionName: name }) => {
    if (!isSsoStrategy(strategy)) return []
    const isCompany = strategy === "enterprise_sso"
    return {
      strategy,
      name: (isCompany && plainText(name, 40)) || providerNameOf(clerk, strategy),
      connectionId: isCompany && typeof id === "string" ? id : null
    }
  })
}

`
    ),
    cut(
      FIRST_FACTOR,
      "  const sso = process.env.PLASMO_PUBLIC_CLERK_SSO ? ssoFactorsOf(clerk, offered) : []\n"
    ),
    swap(FIRST_FACTOR, "...preferred, ...sso, ...sent", "...preferred, ...sent"),
    cut(
      "src/background/clerk/instance-settings.ts",
      `/** The name by which users know the provider. */
export function providerNameOf(clerk: Clerk, strategy: SsoStrategy): string {
  const connection = readInstance(clerk).signIn.social.find((social) => social.strategy === strategy)
  return connection?.name ?? t("yourCompany")
}

`
    ),
    cut(
      "src/background/clerk/network.ts",
      `/** The provider has redirected back, so Clerk has given the client a new token, which only the request with its nonce returns. */
function requireToken(url: URL | undefined) {
  if (!isAnswered() || url?.searchParams.has("rotating_token_nonce")) return
  throw failed("timed-out", "errorTimedOut")
}

`
    ),
    swap(
      "src/background/clerk/network.ts",
      `  clerk.__internal_onBeforeRequest(async ({ url }) => {
    requireNetwork()
    if (process.env.PLASMO_PUBLIC_CLERK_SSO) requireToken(url)
  })
`,
      "  clerk.__internal_onBeforeRequest(async () => requireNetwork())\n"
    ),
    cut(
      SIGN_IN,
      `  const company = onlyCompanyIn(factors)
  if (process.env.PLASMO_PUBLIC_CLERK_SSO && company) return goOnWithSso(clerk, signIn, company)
`
    ),
    cut(
      SIGN_IN,
      `/** With nothing to choose, the company's page opens at once, as with Clerk's own components. */
function onlyCompanyIn(factors: FirstFactor[]): SsoFactor | undefined {
  const [company, ...others] = factors
  return company?.strategy === "enterprise_sso" && "connectionId" in company && others.length === 0
    ? company
    : undefined
}

`
    ),
    cut(
      SIGN_IN,
      "  if (process.env.PLASMO_PUBLIC_CLERK_SSO && (await goesToCompany(clerk, request))) return\n"
    ),
    cut(
      SIGN_IN,
      `/**
 * Whether the address belongs to a company whose people sign in with its SSO. Clerk refuses their passwords, so this checks first, on
 * instances that have companies. With nothing to choose, it opens the company's page.
 */
async function goesToCompany(clerk: Clerk, { identifier }: { identifier: string }): Promise<boolean> {
  if (!readInstance(clerk).signIn.others.includes("enterprise_sso")) return false
  const signIn = await identify(clerk, identifier)
  const factors = firstFactorsOf(clerk, signIn)
  const company = onlyCompanyIn(factors)
  if (company) await goOnWithSso(clerk, signIn, company)
  return isHeldByProtect(signIn) || factors.some(({ strategy }) => strategy === "enterprise_sso")
}

`
    ),
    cut(
      "src/background/clerk/sign-up-attempt.ts",
      `  if (process.env.PLASMO_PUBLIC_CLERK_SSO && signUp.missingFields.includes("enterprise_sso")) {
    return { ...attempt, step: "enterprise-sso" }
  }
`
    ),
    swap(
      "src/background/clerk/sign-up.ts",
      "sends the next code or continues with the company's SSO. The worker",
      "sends the next code. The worker"
    ),
    cut(
      "src/background/clerk/sign-up.ts",
      `  if (process.env.PLASMO_PUBLIC_CLERK_SSO && next.step === "enterprise-sso")
    await signUpWithEnterpriseSso(clerk)
`
    ),
    cut("src/background/clerk/waitlist.ts", "  if (process.env.PLASMO_PUBLIC_CLERK_SSO) await leaveFlow()\n"),
    swap(
      "src/background/clerk/watch-answers.ts",
      "if (answered && isOfItsAttempt(path, url, response)) await keepToken(sent, answered)",
      "if (answered) await keepToken(sent, answered)"
    ),
    cut(
      "src/background/clerk/watch-answers.ts",
      `/** Another user's nonce would bring that user's token, so a nonce counts only with the requested attempt. */
function isOfItsAttempt(
  path: string,
  url: URL | undefined,
  { ok, payload }: { ok: boolean; payload: unknown }
) {
  if (!process.env.PLASMO_PUBLIC_CLERK_SSO || !url?.searchParams.has("rotating_token_nonce")) return true
  const { response } = (payload ?? {}) as { response?: { id?: string } }
  return ok && response?.id !== undefined && path.endsWith(\`/\${response.id}\`)
}

`
    ),
    cut(
      "src/background/index.ts",
      `if (process.env.PLASMO_PUBLIC_CLERK_SSO) {
  followSso(endSso)
  void endInterruptedFlow().then((wasInterrupted) => {
    if (wasInterrupted) void sync({ force: true, onlyClient: true })
  })
}

`
    ),

    // Messages
    cut(CONTRACTS, "const ssoStrategy = v.pipe(v.string(), v.guard(isSsoStrategy))\n"),
    cut(CONTRACTS, "const oauthStrategy = v.pipe(v.string(), v.guard(isOAuthStrategy))\n"),
    cut(
      CONTRACTS,
      `  /**
   * Signs in with a social connection or a company's SSO, in a window that the worker opens. The snapshot has the result. \`sign-in\` begins
   * one, \`first-factor\` continues the one that the page showed, \`sign-up\` begins a sign-up or continues the one that the page showed.
   * Only in builds with SSO.
   */
  "start-sso": command<void>()(
    v.union([
      v.object({ for: v.literal("sign-in"), strategy: oauthStrategy, identifier: v.optional(identifier) }),
      v.object({ for: v.literal("first-factor"), connectionId: v.nullable(id) }),
      v.object({
        for: v.literal("sign-up"),
        strategy: ssoStrategy,
        /** The user agrees to the terms and the privacy policy. */
        legalAccepted: v.optional(v.literal(true))
      })
    ]),
    { boundTo: "attempt" }
  ),
  /** Brings the window of \`start-sso\` to the front. */
  "show-sso-window": command<void>()(nothing, { repeatable: true, boundTo: "attempt" }),
  /** Closes that window and goes back to where the user came from. */
  "cancel-sso": command<void>()(nothing, { repeatable: true, boundTo: "attempt" }),
`
    ),

    // Pages
    swap(
      FRAME,
      "const ofPopup =\n  process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST || process.env.PLASMO_PUBLIC_CLERK_SSO\n    ?",
      "const ofPopup =\n  process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST ?",
      { unless: "sync-host" }
    ),
    swap(
      "src/screens/session-view/active.tsx",
      "useState(attempt !== null || ssoFailure !== null)",
      "useState(attempt !== null)"
    ),
    swap(
      "src/screens/session-view/active.tsx",
      "instance, attempt, ssoFailure } = session",
      "instance, attempt } = session"
    ),
    cut(
      FORM,
      `  /** Offers social connections before the inputs. */
  withSso?: { lastStrategy: string | null; hasForm: boolean }
`
    ),
    swap(FORM, "given = {}, onDone, withSso, children } = props", "given = {}, onDone, children } = props"),
    cut(FORM, '  const sso = useStepCommand("start-sso")\n'),
    cut(
      FORM,
      `      {withSso && (
        <SsoButtons instance={instance} step="sign-up" sso={sso} isBlocked={command.isSending} {...withSso} />
      )}
`
    ),
    swap(FORM, "      {(withSso?.hasForm ?? true) && (\n        <div>\n", "        <div>\n"),
    swap(
      FORM,
      `          </div>
        </div>
      )}
      <ErrorNotice`,
      `          </div>
        </div>
      <ErrorNotice`
    ),
    swap(FORM, "isBusy={command.isSending} isBlocked={sso.isSending}>", "isBusy={command.isSending}>"),
    swap(
      "src/screens/sign-in/missing-fields.tsx",
      "      given={attempt.given}\n      {...(attempt.mayUseSocial && { withSso: { lastStrategy: null, hasForm: true } })}\n",
      "      given={attempt.given}\n"
    ),
    swap(
      SIGN_UP_FORM,
      'type SignUpFormProps = { session: Pick<KnownSession, "instance" | "lastStrategy"> }',
      'type SignUpFormProps = { session: Pick<KnownSession, "instance"> }'
    ),
    swap(SIGN_UP_FORM, "{ session: { instance, lastStrategy } }", "{ session: { instance } }"),
    cut(SIGN_UP_FORM, "      withSso={{ lastStrategy, hasForm: hasOwnForm(instance) }}\n"),
    cut(
      SIGN_UP_FORM,
      `
/** If only a provider's account can become a new account, Clerk's own components don't ask for anything either. */
function hasOwnForm(instance: InstanceSettings): boolean {
  const { emailAddress, phoneNumber, username, password } = instance.signUp.fields
  const isNamed = emailAddress !== "off" || phoneNumber !== "off"
  return isNamed || (username === "required" && password === "required") || providersOf(instance).length === 0
}
`
    ),
    cut(STEP, '  const sso = useStepCommand("start-sso")\n'),
    cut(
      STEP,
      '    if ("connectionId" in other) return void sso.send(ssoRequest(other, attempt.identifier))\n'
    ),
    cut(STEP, "          sso={sso}\n"),
    swap(STEP, "isBlocked={sendCode.isSending || sso.isSending}", "isBlocked={sendCode.isSending}"),
    cut(STEP, '  sso: Command<"start-sso">\n'),
    swap(STEP, "instance, factor, sso, onForgot }", "instance, factor, onForgot }"),
    cut(
      STEP,
      `          {"connectionId" in factor && (
            <Button
              look="primary"
              isBusy={sso.isSending}
              onClick={() => sso.send(ssoRequest(factor, identifier))}
            >
              {nameOf(factor)}
            </Button>
          )}
`
    ),
    cut(
      STEP,
      `/** A company's SSO continues this sign-in. A social connection begins a new one, and gets the address, but no number or username. */
function ssoRequest({ strategy, connectionId }: SsoFactor, identifier: string): RequestOf<"start-sso"> {
  return strategy === "enterprise_sso"
    ? { for: "first-factor", connectionId }
    : { for: "sign-in", strategy, ...(identifier.includes("@") && { identifier }) }
}

`
    ),
    cut(
      "src/screens/sign-in/other-ways.tsx",
      "  const companies = hasSso() ? [] : social.map(({ name }) => name)\n"
    ),
    swap(
      "src/screens/sign-in/other-ways.tsx",
      `  const methods = hasSso() ? others.filter((method) => method !== "enterprise_sso") : others
  const ways = [...companies.slice(0, COMPANIES), ...methods.map((method) => t(names[method]))]
`,
      `  const companies = social.map(({ name }) => name)
  const ways = [...companies.slice(0, COMPANIES), ...others.map((method) => t(names[method]))]
`
    ),
    cut(SIGN_IN_FORM, '  const sso = useStepCommand("start-sso")\n'),
    cut(SIGN_IN_FORM, "  const providers = providersOf(instance)\n"),
    swap(
      SIGN_IN_FORM,
      "const identifiers = identifiersOf(instance)",
      "const { identifiers } = instance.signIn"
    ),
    swap(
      SIGN_IN_FORM,
      "byPassword.isSending || start.isSending || sso.isSending",
      "byPassword.isSending || start.isSending"
    ),
    swap(
      SIGN_IN_FORM,
      "[password, codes.length > 0, asksPasskey].filter(Boolean).length + providers.length > 1",
      "[password, codes.length > 0, asksPasskey].filter(Boolean).length > 1"
    ),
    swap(
      SIGN_IN_FORM,
      `  const hasForm =
    (identifiers.length > 0 && (password || codes.length > 0 || takesPasskey)) || hasEnterpriseSso(instance)
`,
      "  const hasForm = identifiers.length > 0 && (password || codes.length > 0 || takesPasskey)\n"
    ),
    swap(SIGN_IN_FORM, "if (!hasForm && providers.length === 0) return", "if (!hasForm) return"),
    swap(
      SIGN_IN_FORM,
      "<Heading level={1} id={headingId} takesFocus={hasForm}>",
      "<Heading level={1} id={headingId}>"
    ),
    cut(
      SIGN_IN_FORM,
      `      <SsoButtons
        instance={instance}
        step="sign-in"
        sso={sso}
        lastStrategy={lastStrategy}
        hasForm={hasForm}
        isBlocked={isSending}
      />
`
    ),
    swap(SIGN_IN_FORM, "      {hasForm && (\n        <div>\n", "        <div>\n"),
    swap(
      SIGN_IN_FORM,
      `          </div>
        </div>
      )}
      <ErrorNotice`,
      `          </div>
        </div>
      <ErrorNotice`
    ),
    cut(
      SIGN_IN_FORM,
      `/** The identifiers that users may enter. SSO of companies works by email address. */
function identifiersOf(instance: InstanceSettings): Identifier[] {
  const { identifiers } = instance.signIn
  return identifiers.length === 0 && hasEnterpriseSso(instance) ? ["email_address"] : identifiers
}

`
    ),
    swap(
      STEPS,
      `/** The last error: of a command of this page or, until it sends one, from the window of the provider the user signs in with. */
function useErrors({ ssoFailure }: KnownSession): StepErrors {
  const [failed, setFailed] = useState<StepErrors["failed"]>(null)
  const [seen, setSeen] = useState<string>()
  return useMemo(() => {
    const isNew = ssoFailure !== null && ssoFailure.id !== seen
    return {
      failed: isNew ? { name: "start-sso", error: toError(ssoFailure) } : failed,
      report: (next) => {
        setSeen(ssoFailure?.id)
        setFailed(next)
      }
    }
  }, [failed, seen, ssoFailure])
}

function toError({ id: _, offer, traceId, ...failure }: SsoFailure) {
  return new MessageError({ ...failure, ...(offer && { offer }), ...(traceId && { traceId }) })
}
`,
      `/** The last error of a command of this page. */
function useErrors(): StepErrors {
  const [failed, report] = useState<StepErrors["failed"]>(null)
  return useMemo(() => ({ failed, report }), [failed])
}
`
    ),
    swap(STEPS, "const errors = useErrors(session)", "const errors = useErrors()"),
    cut(
      STEPS,
      `    case "enterprise-sso":
      return <EnterpriseSso attempt={attempt} instance={instance} />
    case "sso":
      return <SsoStep {...attempt} />
`
    ),
    cut(STEPS, '    case "sso":\n      return <SsoStep {...attempt} />\n'),

    // Scripts. If the variable says "on", the build refuses, because the manifest has no entry for the permission.
    swap(
      "scripts/build-environment.ts",
      "wantsSso(given.PLASMO_PUBLIC_CLERK_SSO?.trim(), isForDevelopmentInstance)",
      "wantsSso(given.PLASMO_PUBLIC_CLERK_SSO?.trim(), false)"
    ),
    swap(
      "scripts/doctor/settings.ts",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it's code.
      '${sso.length > 0 ? " Or set PLASMO_PUBLIC_CLERK_SSO to on." : ""}',
      ""
    )
  ]
}
