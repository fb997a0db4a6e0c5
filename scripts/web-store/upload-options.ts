import { parseArgs } from "node:util"
import { UsageError } from "../usage-error"
import type { Publishing } from "./store-api"

export const UPLOAD_HELP = `npm run upload -- [options]

Uploads the zip of "npm run package" to the Chrome Web Store, as a draft.

  --publish        submits it for review, or publishes the version that is approved and staged
  --staged         with --publish: once approved, it waits until you publish it
  --percentage=10  with --publish: only this share of your users gets it (for more than 10,000 users)
  --dry-run        checks the package, the account and the versions, and changes nothing
  --tag=name       the tag of the build, prod by default
  --help           shows this

Needs CHROME_WEB_STORE_PUBLISHER_ID and CHROME_WEB_STORE_SERVICE_ACCOUNT: see docs/guides/publish.md.`

export type UploadOptions = {
  wantsHelp: boolean
  isDryRun: boolean
  tag: string
  /** Set if the version should be submitted for review. */
  publishing: Publishing | undefined
}

/** @throws {UsageError} for options that don't exist or don't fit. */
export function readUploadOptions(args: string[]): UploadOptions {
  const { publish, staged, percentage, "dry-run": isDryRun, tag, help } = parse(args)
  if (!publish && (staged || percentage !== undefined)) {
    throw new UsageError("--staged and --percentage need --publish. Nothing was sent.")
  }
  if (percentage !== undefined && !/^([1-9]\d?|100)$/.test(percentage)) {
    throw new UsageError(
      `--percentage is "${percentage}", but should be a whole number from 1 to 100. Nothing was sent.`
    )
  }
  return {
    wantsHelp: help,
    isDryRun,
    tag,
    publishing: publish
      ? { isStaged: staged, percentage: percentage === undefined ? undefined : Number(percentage) }
      : undefined
  }
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        publish: { type: "boolean", default: false },
        staged: { type: "boolean", default: false },
        percentage: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        tag: { type: "string", default: "prod" },
        help: { type: "boolean", default: false }
      }
    })
    return values
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${UPLOAD_HELP}`)
  }
}
