import { answeredAhead } from "~background/clerk/lists-ahead"
import { listSuggestions } from "~background/clerk/organizations"
import { asks } from "~background/handlers"

export default asks("list-suggestions", answeredAhead(listSuggestions))
