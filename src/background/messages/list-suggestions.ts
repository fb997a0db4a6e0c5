import { asking } from "~background/clerk-command"

export default asking("list-suggestions")
