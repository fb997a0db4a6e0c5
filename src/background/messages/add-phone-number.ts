import { addPhoneNumber } from "~background/clerk/phone-numbers"
import { changes } from "~background/handlers"

export default changes("add-phone-number", addPhoneNumber)
