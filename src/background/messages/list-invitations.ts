import { answeredAhead } from "~background/clerk/lists-ahead"
import { listInvitations } from "~background/clerk/organizations"
import { asks } from "~background/handlers"

export default asks("list-invitations", answeredAhead(listInvitations))
