import { verifyPhoneNumber } from "~background/clerk/phone-numbers"
import { changes } from "~background/handlers"

export default changes("verify-phone-number", verifyPhoneNumber)
