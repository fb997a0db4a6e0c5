import type { Part } from "../part"
import { oauth } from "./oauth"
import { phone } from "./phone"
import { sidePanel } from "./side-panel"
import { syncHost } from "./sync-host"
import { workspace } from "./workspace"

/** What a new project can do without, by the names that `--without` takes. */
export const parts = {
  "side-panel": sidePanel,
  workspace,
  phone,
  oauth,
  "sync-host": syncHost
} satisfies Record<string, Part>

export type PartName = keyof typeof parts
