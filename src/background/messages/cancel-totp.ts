import { cancelTotp } from "~background/clerk/totp"
import { changes } from "~background/handlers"

export default changes("cancel-totp", cancelTotp)
