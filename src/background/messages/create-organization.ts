import { createOrganization } from "~background/clerk/create-organization"
import { changes } from "~background/handlers"

export default changes("create-organization", createOrganization)
