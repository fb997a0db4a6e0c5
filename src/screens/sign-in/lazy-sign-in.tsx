import { type ComponentProps, lazy, Suspense, useState } from "react"
import { t } from "~i18n"
import { Loading } from "~ui/page/loading"
import { readDrafts, signedInOf } from "./drafts"
import type { SignIn } from "./sign-in"

const LoadedSignIn = lazy(async () => ({ default: (await import("./sign-in")).SignIn }))

/** `<SignIn>`, whose scripts load only when needed: a popup that opens while the user is signed in does without them. */
export function LazySignIn(props: Omit<ComponentProps<typeof SignIn>, "drafts">) {
  // Read here, because a suspended component starts again from scratch, and lazy scripts have their own modules: they share no variables.
  const [drafts] = useState(() => readDrafts(signedInOf(props.session)))

  return (
    // Shows nothing for a moment, and a spinner when it takes longer.
    <Suspense fallback={<Loading title={t("signIn")} />}>
      <LoadedSignIn {...props} drafts={drafts} />
    </Suspense>
  )
}
