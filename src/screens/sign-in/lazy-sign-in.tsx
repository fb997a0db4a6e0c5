import { useEffectEvent, useLayoutEffect, useState } from "react"
import { t } from "~i18n"
import type { KnownSession } from "~session/snapshot"
import { lazily, useLazy } from "~ui/lazily"
import { Loading } from "~ui/page/loading"
import { type Drafts, readDrafts, signedInOf } from "./drafts"

const lazySignIn = lazily(async () => (await import("./sign-in")).SignIn)

/** `<SignIn>`, whose scripts load only when needed: a popup that opens while the user is signed in does without them. */
export function LazySignIn({ session }: { session: KnownSession }) {
  const SignIn = useLazy(lazySignIn)
  const [drafts, setDrafts] = useState<Drafts>()
  // Read here, because lazy scripts have their own modules: they share no variables.
  const read = useEffectEvent(() => readDrafts(signedInOf(session)))

  useLayoutEffect(() => {
    // An empty form is better than none.
    void read()
      .catch((): Drafts => ({}))
      .then(setDrafts)
  }, [])

  // Shows nothing for a moment, and a spinner when it takes longer.
  if (!SignIn || !drafts) return <Loading title={t("signIn")} />
  return <SignIn session={session} drafts={drafts} />
}
