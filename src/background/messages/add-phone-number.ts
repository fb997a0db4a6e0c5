import { changing } from "~background/clerk-command"

export default changing("add-phone-number")
