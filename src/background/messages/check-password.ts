import { checkPassword } from "~background/clerk/password"
import { asks } from "~background/handlers"

export default asks("check-password", checkPassword)
