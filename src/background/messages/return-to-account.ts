import { returnToAccount } from "~background/clerk/account-change"
import { changes } from "~background/handlers"

export default changes("return-to-account", returnToAccount)
