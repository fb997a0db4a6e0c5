import { Show, SignInButton, UserButton, useSession, useUser } from "@clerk/chrome-extension"
import { useEffect } from "react"
import { Clerk } from "./clerk-provider"

export default function Popup() {
  return (
    <Clerk>
      <OpenTask />
      <Show when="signed-out">
        <SignInButton mode="modal" />
      </Show>
      <Show when="signed-in">
        <SignedIn />
      </Show>
    </Clerk>
  )
}

function SignedIn() {
  const { user } = useUser()
  return (
    <>
      <h1>You are signed in</h1>
      <p>{user?.fullName}</p>
      <p>{user?.primaryEmailAddress?.emailAddress}</p>
      <UserButton />
    </>
  )
}

// The provider ignores `taskUrls` here, and the package has no <RedirectToTasks />.
function OpenTask() {
  const { session } = useSession()
  const task = session?.currentTask?.key

  useEffect(() => {
    if (task !== "choose-organization") return
    void chrome.tabs.create({ url: "/tabs/choose-organization.html" }).then(() => window.close())
  }, [task])

  return null
}
