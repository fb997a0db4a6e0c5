import { dismissAccountChange } from "~background/clerk/account-change"
import { changes } from "~background/handlers"

export default changes("dismiss-account-change", dismissAccountChange)
