import type { Arguments } from "../command-line"
import { UsageError } from "../usage-error"
import type { Publishing } from "./store-api"

export const uploadUsage = {
  command: "npm run upload",
  does: 'Uploads the zip of "npm run package" to the Chrome Web Store, as a draft. Needs CHROME_WEB_STORE_PUBLISHER_ID and CHROME_WEB_STORE_SERVICE_ACCOUNT, which docs/guides/publish.md explains.',
  options: {
    publish: {
      type: "boolean",
      default: false,
      does: "submits it for review, or publishes the version that is approved and staged"
    },
    staged: {
      type: "boolean",
      default: false,
      does: "with --publish: once approved, it waits until you publish it"
    },
    percentage: {
      type: "string",
      value: "number",
      does: "with --publish: only this share of your users gets it (for more than 10,000 users)"
    },
    "dry-run": {
      type: "boolean",
      default: false,
      does: "checks the package, the account and the versions, and changes nothing"
    },
    tag: { type: "string", value: "name", default: "prod", does: "the tag of the build, prod by default" }
  }
} as const

export type UploadOptions = {
  isDryRun: boolean
  tag: string
  /** Set if the version should be submitted for review. */
  publishing: Publishing | undefined
}

/** @throws {UsageError} for options that don't fit together. */
export function readUploadOptions({ values }: Arguments<typeof uploadUsage.options>): UploadOptions {
  const { publish, staged, percentage, "dry-run": isDryRun, tag } = values
  if (!publish && (staged || percentage !== undefined)) {
    throw new UsageError("--staged and --percentage need --publish. Nothing was sent.")
  }
  if (percentage !== undefined && !/^([1-9]\d?|100)$/.test(percentage)) {
    throw new UsageError(
      `--percentage is "${percentage}", but should be a whole number from 1 to 100. Nothing was sent.`
    )
  }
  return {
    isDryRun,
    tag,
    publishing: publish
      ? { isStaged: staged, percentage: percentage === undefined ? undefined : Number(percentage) }
      : undefined
  }
}
