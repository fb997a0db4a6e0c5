import { changing } from "~background/clerk-command"

export default changing("attempt-second-factor")
