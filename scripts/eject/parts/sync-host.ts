import { cut, type Part, swap } from "../part"

const CLERK = "src/background/clerk/clerk.ts"
const CLIENT = "src/background/clerk/clerk-auth-client.ts"
const CONTRACTS = "src/messaging/contracts.ts"
const FRAME = "src/screens/session-view/session-frame.tsx"
const TASK_TAB = "src/background/task-tab.ts"
const TOKENS = "src/background/clerk/client-token-store.ts"

/** What a build without a sync host leaves out anyway: the code goes, and so do the permissions. */
export const syncHost: Part = {
  what: "sharing the session of your web app, and the cookies permission",
  removes: [
    "src/background/clerk/account-change.ts",
    "src/background/clerk/sync-host.ts",
    "src/background/clerk/web-app.ts",
    "src/background/clerk/web-app-client.ts",
    "src/background/messages/return-to-account.ts",
    "src/background/messages/dismiss-account-change.ts",
    "src/screens/account/account-change-notice.tsx",
    "src/screens/sign-in/continue-on-web.tsx",
    "src/screens/sign-in/open-web-app.ts",
    "test/unit/scripts/checks/manifest-variables.test.ts"
  ],
  variables: ["PLASMO_PUBLIC_CLERK_SYNC_HOST"],
  manifest: ["$CLERK_SYNC_PERMISSION", "$CLERK_SYNC_HOST_PATTERN", "$CLERK_SYNC_DOMAIN_PATTERN"],
  tests: {
    "test/unit/background/wake-ups.test.ts": [
      "with a sync host it syncs when the web app's cookies change, and not by itself"
    ],
    "test/unit/background/web-task.test.ts": [
      "a user whose session the web app shares completes a task there, in the same tab wherever it has gone since"
    ],
    "test/unit/scripts/doctor/build.test.ts": ["the doctor finds a sync host that was added after the build"]
  },
  edits: [
    // The worker
    swap(
      CLERK,
      `  if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return load()
  return load().catch(async (again) => {
    // It may not know the previous client either.
    if (!isUnauthenticated(again)) throw again
    await refuseToken()
    return load()
  })
`,
      "  return load()\n"
    ),
    cut(
      CLERK,
      "    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) await chooseClient({ isCommand: false })\n    await (only"
    ),
    swap(CLERK, "Client ? fetchClient(clerk)", "    await (onlyClient ? fetchClient(clerk)"),
    cut(
      CLERK,
      "    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && (await isInVain(clerk))) await fetchClient(clerk)\n"
    ),
    cut(
      CLERK,
      "  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) await chooseClient({ isCommand: false })\n  const tokens"
    ),
    swap(CLERK, " = createClientTokenStore()", "  const tokens = createClientTokenStore()"),
    cut(
      CLERK,
      `  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && (await isInVain(clerk))) {
    await fetchClient(clerk)
    followClient(clerk)
  }
`
    ),
    swap(
      CLIENT,
      `  load: async ({ isCommand = false } = {}) => {
    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && isCommand && loadedClerk())
      await chooseClient({ isCommand })
    return getClerk()
  },
`,
      "  load: () => getClerk(),\n"
    ),
    swap(CLIENT, "    const session = readSession(clerk, {", "    return readSession(clerk, {"),
    cut(
      CLIENT,
      `    if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return session
    return { ...session, accountChange: await readAccountChange(session, { isCommand }) }
`
    ),
    swap(
      TOKENS,
      "Where Clerk's SDK finds the client token: the extension's own or, with a sync host, the web app's.",
      "Where Clerk's SDK finds the client token."
    ),
    swap(
      TOKENS,
      `      const shared = process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST ? await sharedToken() : undefined
      given = shared ?? (await ownToken.read())
`,
      "      given = await ownToken.read()\n"
    ),
    cut(
      TOKENS,
      "    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && isShared(sent)) return renewShared(sent, answered)\n"
    ),
    swap(
      TOKENS,
      `  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && isShared(given)) await refuseShared(given)
  else await ownToken.forget()
`,
      "  await ownToken.forget()\n"
    ),
    swap(
      "src/background/clerk/email-links.ts",
      ` * is a different client than the extension, unless both share the cookies of a production instance.
`,
      ` * is a different client than the extension.
`
    ),
    cut(
      "src/background/clerk/email-links.ts",
      '  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && clerk.instanceType === "production") return true\n'
    ),
    cut(
      "src/background/index.ts",
      `if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
  watchSyncHost(() => {
    if (process.env.PLASMO_PUBLIC_INSPECTOR) setCause({ why: "cookies of the web app changed" })
    return sync({ force: true, onlyClient: true })
  })
}

`
    ),

    swap(
      TASK_TAB,
      `    const [key] = snapshot.tasks
    const url = taskUrlFor(key)
    await show(isWebUrl(url) && !(await isSignedInToWebApp()) ? taskPageFor(key) : url, onOpen)
`,
      "    await show(taskPageFor(snapshot.tasks[0]), onOpen)\n"
    ),
    cut(
      TASK_TAB,
      `// The web app doesn't know users who signed in here before it was open in this browser: it would show that they're signed out.
async function isSignedInToWebApp() {
  return process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST ? hasSameClient() : false
}

`
    ),

    cut(
      "src/background/inspector/events.ts",
      `  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
    chrome.cookies.onChanged.addListener(({ cookie, removed }) => {
      if (isOfWebApp(cookie)) noteEvent(\`cookie \${cookie.name} \${removed ? "removed" : "set"}\`)
    })
  }
`
    ),

    // Messages
    cut(
      CONTRACTS,
      `  /** Goes back to the account in the snapshot's \`accountChange\`. Until it signs out, the extension doesn't follow the web app. */
  "return-to-account": command<void>()(nothing, { repeatable: true }),
  /** The user has seen \`accountChange\`; after this, they can't go back to the earlier account. */
  "dismiss-account-change": command<void>()(nothing, { repeatable: true }),
`
    ),

    // Pages
    swap(
      FRAME,
      "  process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST || process.env.PLASMO_PUBLIC_CLERK_SSO\n",
      "  process.env.PLASMO_PUBLIC_CLERK_SSO\n",
      { unless: "oauth" }
    ),
    swap(
      FRAME,
      `const ofPopup =
  process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST || process.env.PLASMO_PUBLIC_CLERK_SSO
    ? "session-frame session-frame--tall"
    : "session-frame"
`,
      'const ofPopup = "session-frame"\n',
      { if: "oauth" }
    ),
    cut(
      "src/screens/account/session-notices.tsx",
      `      {process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && session.accountChange && (
        <AccountChangeNotice session={session} change={session.accountChange} />
      )}
`
    ),
    swap(
      "src/screens/sign-in/not-offered.tsx",
      '          {webApp ? t("signInOnWeb", webApp.host) : t("signInElsewhere", applicationName)}\n',
      '          {t("signInElsewhere", applicationName)}\n'
    ),
    cut("src/screens/sign-in/not-offered.tsx", "  const webApp = webAppOf(instance)\n"),
    swap(
      "src/screens/sign-in/not-offered.tsx",
      `      </div>
      {/* Without a session to share, signing in on the web would change nothing here. */}
      <ContinueOnWeb instance={instance} look="primary" />
    </>
`,
      "      </div>\n"
    ),
    swap(
      "src/screens/sign-in/not-offered.tsx",
      `    <>
      <div className="stack stack--tight">
`,
      `      <div className="stack stack--tight">
`
    ),
    cut(
      "src/screens/sign-in/other-ways.tsx",
      `  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
    return (
      <ContinueOnWeb instance={instance}>
        <p className="muted">{others ? t("othersOnWeb", others) : t("sharedWithWeb")}</p>
      </ContinueOnWeb>
    )
  }
`
    ),
    swap(
      "src/screens/sign-in/protect-check.tsx",
      `  const webApp = webAppOf(instance)
  return webApp ? t("signInOnWeb", webApp.host) : t("protectCheckSignIn", instance.applicationName)
`,
      '  return t("protectCheckSignIn", instance.applicationName)\n'
    ),
    swap(
      "src/screens/sign-in/to-the-web.tsx",
      "an extension can't: in the web app that shares its session, or else on the application's website. */",
      "an extension can't: on the application's website. */"
    ),
    cut(
      "src/screens/sign-in/to-the-web.tsx",
      '  if (webAppOf(instance)) return <ContinueOnWeb instance={instance} look="primary" />\n'
    ),
    swap(
      "src/screens/sign-in/to-the-web.tsx",
      `  const webApp = webAppOf(instance)
  return webApp ? t("signUpOnWeb", webApp.host) : t("signUpOnWebFirst", instance.applicationName)
`,
      '  return t("signUpOnWebFirst", instance.applicationName)\n'
    ),
    swap(
      "src/screens/sign-in/unsupported.tsx",
      '<StartOver look={webAppOf(instance) ? "inline" : "primary"} />',
      '<StartOver look="primary" />'
    ),
    swap(
      "src/screens/sign-in/unsupported.tsx",
      `  const webApp = webAppOf(instance)
  return webApp ? t("signInOnWeb", webApp.host) : t("addWayOnWeb", instance.applicationName)
`,
      '  return t("addWayOnWeb", instance.applicationName)\n'
    )
  ]
}
