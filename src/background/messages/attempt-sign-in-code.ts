import { changing } from "~background/clerk-command"

export default changing("attempt-sign-in-code")
