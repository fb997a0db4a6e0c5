import { sendReverificationCode } from "~background/clerk/reverification"
import { changes } from "~background/handlers"

export default changes("send-reverification-code", sendReverificationCode)
