import { getToken } from "~background/clerk/tokens"
import { asks } from "~background/handlers"

export default asks("get-token", getToken)
