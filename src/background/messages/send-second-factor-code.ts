import { changing } from "~background/clerk-command"

export default changing("send-second-factor-code")
