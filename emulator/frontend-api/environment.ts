import { environmentJson } from "../json/environment"
import type { Call } from "./call"
import { originMissing } from "./errors"

export const readEnvironment = ({ view }: Call) => environmentJson(view)

/** How pages of a development instance ask: the instance learns where it is being developed. */
export function updateEnvironment({ view }: Call) {
  if (!view.origin) throw originMissing()
  return environmentJson(view)
}
