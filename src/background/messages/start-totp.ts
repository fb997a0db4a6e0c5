import { startTotp } from "~background/clerk/totp"
import { changes } from "~background/handlers"

export default changes("start-totp", startTotp)
