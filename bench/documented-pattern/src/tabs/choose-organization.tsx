import { ClerkLoaded, useClerk } from "@clerk/chrome-extension"
import { useEffect, useRef } from "react"
import { Clerk } from "../clerk-provider"

/** The prebuilt component for the task, mounted by hand: the package has no <TaskChooseOrganization />. */
export default function ChooseOrganizationTab() {
  return (
    <Clerk>
      <ClerkLoaded>
        <Task />
      </ClerkLoaded>
    </Clerk>
  )
}

function Task() {
  const clerk = useClerk()
  const node = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const mounted = node.current
    if (!mounted) return
    clerk.mountTaskChooseOrganization(mounted, { redirectUrlComplete: chrome.runtime.getURL("popup.html") })
    return () => clerk.unmountTaskChooseOrganization(mounted)
  }, [clerk])

  return <div ref={node} />
}
