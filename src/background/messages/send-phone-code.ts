import { sendPhoneCode } from "~background/clerk/phone-numbers"
import { changes } from "~background/handlers"

export default changes("send-phone-code", sendPhoneCode)
