import { changing } from "~background/clerk-command"

export default changing("send-reverification-code")
