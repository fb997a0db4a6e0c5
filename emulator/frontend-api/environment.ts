import { environmentJson } from "../json/environment"
import type { Call } from "./call"
import { originMissing } from "./errors"

export const readEnvironment = ({ view }: Call) => environmentJson(view)

/** Pages of a development instance read the environment with PATCH, so that Clerk learns the origin under development. */
export function updateEnvironment({ view }: Call) {
  if (!view.origin) throw originMissing()
  return environmentJson(view)
}
