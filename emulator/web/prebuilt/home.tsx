import { SignOutButton, useSession } from "@clerk/react"
import { HOME, SIGN_IN, SIGN_UP, taskUrls } from "./places"

/** Shows what the SDK knows about the session, and where to go next. */
export function Home() {
  const { isLoaded, session } = useSession()
  if (!isLoaded) return null
  if (!session) {
    return (
      <div className="home">
        <h1>Signed out</h1>
        <div className="actions">
          <a className="button primary" href={SIGN_IN}>
            Sign in
          </a>
          <a className="button" href={SIGN_UP}>
            Sign up
          </a>
        </div>
      </div>
    )
  }

  const { user, status, tasks, currentTask, lastActiveOrganizationId } = session
  // Not useOrganization(), which suggests turning organizations on if they're off.
  const membership = user?.organizationMemberships.find(
    ({ organization }) => organization.id === lastActiveOrganizationId
  )
  return (
    <div className="home">
      <h1>{status === "pending" ? "Almost signed in" : `Welcome, ${user?.firstName ?? "you"}`}</h1>
      <dl>
        <dt>Status</dt>
        <dd>{status}</dd>
        <dt>Tasks</dt>
        <dd>{tasks?.map(({ key }) => key).join(", ") || "none"}</dd>
        <dt>Organization</dt>
        <dd>{membership?.organization.name ?? "none"}</dd>
      </dl>
      <div className="actions">
        {currentTask && (
          <a className="button primary" href={taskUrls[currentTask.key]}>
            Complete the current task
          </a>
        )}
        <SignOutButton redirectUrl={HOME} />
      </div>
    </div>
  )
}
