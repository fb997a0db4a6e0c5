import { getSignedInName, isAllowedContentScript } from "~background/content-scripts"
import { handle } from "~background/handle"

export default handle("get-signed-in-name", getSignedInName, isAllowedContentScript)
