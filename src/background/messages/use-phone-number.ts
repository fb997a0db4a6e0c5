import { reservePhoneNumber } from "~background/clerk/phone-numbers"
import { changes } from "~background/handlers"

export default changes("use-phone-number", reservePhoneNumber)
