import { chooseOrganization } from "~background/clerk/organizations"
import { changes } from "~background/handlers"

export default changes("choose-organization", chooseOrganization)
