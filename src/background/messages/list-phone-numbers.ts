import { listPhoneNumbers } from "~background/clerk/phone-numbers"
import { asks } from "~background/handlers"

export default asks("list-phone-numbers", listPhoneNumbers)
