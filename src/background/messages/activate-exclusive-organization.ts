import { activateExclusiveOrganization } from "~background/clerk/organizations"
import { requireShown } from "~background/clerk/shown"
import { answers } from "~background/handlers"
import { sessionOwner } from "~background/owner"
import { contracts } from "~messaging/contracts"

const binding = contracts["activate-exclusive-organization"]
let underWay: { sessionId: string | null | undefined; done: Promise<void> } | undefined

// Pages send this by themselves, and the task may be open twice: simultaneous messages for the same session share one answer.
export default answers("activate-exclusive-organization", (_, origin) => {
  const sessionId = origin.shown?.sessionId
  if (underWay && underWay.sessionId === sessionId) return underWay.done
  const done = sessionOwner
    .change((clerk) => {
      requireShown(clerk, binding, origin)
      return activateExclusiveOrganization(clerk)
    })
    .finally(() => {
      if (underWay?.done === done) underWay = undefined
    })
  underWay = { sessionId, done }
  return done
})
