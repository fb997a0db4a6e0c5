import { getSignedInName, isAllowedContentScript } from "~background/content-scripts"
import { answers } from "~background/handlers"

export default answers("get-signed-in-name", getSignedInName, isAllowedContentScript)
