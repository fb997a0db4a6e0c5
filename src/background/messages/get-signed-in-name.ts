import { getSignedInName } from "~background/content-scripts"
import { answers } from "~background/handlers"
import { isAllowedContentScript } from "~background/senders"

export default answers("get-signed-in-name", getSignedInName, isAllowedContentScript)
