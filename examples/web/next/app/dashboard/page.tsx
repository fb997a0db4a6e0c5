import { RedirectToSignIn, RedirectToTasks, Show } from "@clerk/nextjs"
import { Content } from "./content"

export default function Dashboard() {
  return (
    <>
      <RedirectToTasks />
      {/* A pending session counts as signed out, unless you say otherwise. Without this, it would end at /sign-in. */}
      <Show when="signed-out" treatPendingAsSignedOut={false}>
        <RedirectToSignIn />
      </Show>
      <Show when="signed-in">
        <Content />
      </Show>
    </>
  )
}
