import { changing } from "~background/clerk-command"

export default changing("sign-up")
