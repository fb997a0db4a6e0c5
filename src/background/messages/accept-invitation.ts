import { changing } from "~background/clerk-command"

export default changing("accept-invitation")
