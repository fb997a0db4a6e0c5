import { asking } from "~background/clerk-command"

export default asking("get-creation-defaults")
