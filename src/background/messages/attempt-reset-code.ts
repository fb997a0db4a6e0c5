import { changing } from "~background/clerk-command"

export default changing("attempt-reset-code")
