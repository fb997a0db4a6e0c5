import { changing } from "~background/clerk-command"

export default changing("set-new-password")
