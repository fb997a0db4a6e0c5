import { getCreationDefaults } from "~background/clerk/organizations"
import { asks } from "~background/handlers"

export default asks("get-creation-defaults", getCreationDefaults)
