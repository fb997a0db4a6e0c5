import { verifyTotp } from "~background/clerk/totp"
import { changes } from "~background/handlers"

export default changes("verify-totp", verifyTotp)
