import { changePassword } from "~background/clerk/password"
import { changes } from "~background/handlers"

export default changes("change-password", changePassword)
