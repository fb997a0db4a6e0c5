import { acceptSuggestion } from "~background/clerk/organizations"
import { changes } from "~background/handlers"

export default changes("accept-suggestion", acceptSuggestion)
