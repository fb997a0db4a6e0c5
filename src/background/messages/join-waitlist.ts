import { joinWaitlist } from "~background/clerk/waitlist"
import { changes } from "~background/handlers"

export default changes("join-waitlist", joinWaitlist)
