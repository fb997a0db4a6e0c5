import { asking } from "~background/clerk-command"

export default asking("list-phone-numbers")
