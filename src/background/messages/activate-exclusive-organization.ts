import { activateExclusiveOrganization } from "~background/clerk/organizations"
import { answers } from "~background/handlers"
import { sessionOwner } from "~background/owner"

let underWay: Promise<void> | undefined

// Pages ask by themselves, and the task may be open twice: those that ask at the same time get the same answer.
export default answers("activate-exclusive-organization", () => {
  underWay ??= sessionOwner.change(activateExclusiveOrganization).finally(() => {
    underWay = undefined
  })
  return underWay
})
