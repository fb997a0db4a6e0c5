import { type ComponentProps, lazy, Suspense, useState } from "react"
import { t } from "~i18n"
import { Loading } from "~ui/page/loading"
import { readDrafts, signedInOf } from "./drafts"
import type { SignIn } from "./sign-in"

const LoadedSignIn = lazy(async () => ({ default: (await import("./sign-in")).SignIn }))

/** `<SignIn>`, whose scripts are loaded when somebody has to sign in: a popup that is opened while signed in goes without them. */
export function LazySignIn(props: Omit<ComponentProps<typeof SignIn>, "drafts">) {
  // Here, because what is suspended starts again from nothing, and lazy scripts have modules of their own: they share no variables.
  const [drafts] = useState(() => readDrafts(signedInOf(props.session)))

  return (
    // Shows nothing for a moment, and a spinner when it takes longer.
    <Suspense fallback={<Loading title={t("signIn")} />}>
      <LoadedSignIn {...props} drafts={drafts} />
    </Suspense>
  )
}
