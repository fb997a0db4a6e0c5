import { getToken } from "~background/get-token"
import { handle } from "~background/handle"

export default handle("get-token", getToken)
