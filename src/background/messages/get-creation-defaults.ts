import { getCreationDefaults } from "~background/clerk/organizations"
import { shared } from "~background/clerk/shared-answers"
import { asks } from "~background/handlers"

export default asks("get-creation-defaults", shared(getCreationDefaults))
