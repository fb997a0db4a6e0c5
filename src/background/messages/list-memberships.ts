import { answeredAhead } from "~background/clerk/lists-ahead"
import { listMemberships } from "~background/clerk/organizations"
import { asks } from "~background/handlers"

export default asks("list-memberships", answeredAhead(listMemberships))
