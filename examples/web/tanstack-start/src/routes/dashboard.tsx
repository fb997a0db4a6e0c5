import {
  RedirectToSignIn,
  RedirectToTasks,
  Show,
  SignOutButton,
  useOrganization,
  useUser
} from "@clerk/tanstack-react-start"
import { createFileRoute } from "@tanstack/react-router"

export const Route = createFileRoute("/dashboard")({ component: Dashboard })

function Dashboard() {
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

function Content() {
  const { user } = useUser()
  const { organization } = useOrganization()

  return (
    <>
      <h1>Dashboard</h1>
      <p>{user?.primaryEmailAddress?.emailAddress}</p>
      <p>{organization?.name}</p>
      <SignOutButton />
    </>
  )
}
