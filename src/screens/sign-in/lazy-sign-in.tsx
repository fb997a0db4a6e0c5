import { type ComponentProps, lazy, Suspense } from "react"
import { Loading } from "~ui/page/loading"
import { readDrafts } from "./drafts"
import type { SignIn } from "./sign-in"

const LoadedSignIn = lazy(async () => {
  const [{ SignIn }] = await Promise.all([import("./sign-in"), readDrafts()])
  return { default: SignIn }
})

/** `<SignIn>`, whose scripts are loaded when somebody has to sign in: a popup that is opened while signed in goes without them. */
export function LazySignIn(props: ComponentProps<typeof SignIn>) {
  return (
    // Shows nothing for a moment, and a spinner when it takes longer.
    <Suspense fallback={<Loading />}>
      <LoadedSignIn {...props} />
    </Suspense>
  )
}
