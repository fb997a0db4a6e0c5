import { sendCode } from "~background/clerk/sign-in"
import { changes } from "~background/handlers"

export default changes("send-code", sendCode)
