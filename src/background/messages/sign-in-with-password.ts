import { changing } from "~background/clerk-command"

export default changing("sign-in-with-password")
