import { startSignIn } from "~background/clerk/sign-in"
import { changes } from "~background/handlers"

export default changes("start-sign-in", startSignIn)
