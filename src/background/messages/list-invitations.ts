import { listInvitations } from "~background/clerk/organizations"
import { shared } from "~background/clerk/shared-answers"
import { asks } from "~background/handlers"

export default asks("list-invitations", shared(listInvitations))
