import { changing } from "~background/clerk-command"

export default changing("use-phone-number")
