import path from "node:path"
import { parseArgs } from "node:util"
import { envFileNames, readEnvFiles, type Variables } from "./env-files"
import { PROJECT } from "./project"
import { runProgram, UsageError } from "./usage-error"
import { accessTokenFor } from "./web-store/access-token"
import { serversAt } from "./web-store/servers"
import { createStoreApi } from "./web-store/store-api"
import { readStorePackage } from "./web-store/store-package"
import { uploadPackage } from "./web-store/upload-package"

const HELP = `npm run upload -- [options]

Uploads the zip of "npm run package" to the Chrome Web Store, as a draft.

  --publish        submits it for review, or publishes the version that is approved and staged
  --staged         with --publish: once approved, it waits until you publish it
  --percentage=10  with --publish: only this share of your users gets it (for more than 10,000 users)
  --dry-run        checks the package, the account and the versions, and changes nothing
  --tag=name       the tag of the build, prod by default
  --help           shows this

Needs CHROME_WEB_STORE_PUBLISHER_ID and CHROME_WEB_STORE_SERVICE_ACCOUNT: see docs/guides/publish.md.`

await runProgram(async () => {
  const { values } = parseOptions()
  if (values.help) return console.log(HELP)
  const publishing = publishingIn(values)

  process.chdir(PROJECT)
  const given: Variables = {
    ...readEnvFiles(envFileNames("production", values.tag)),
    // Only the shell decides where the token and the package go: a file may come from someone else's commit.
    CHROME_WEB_STORE_API_URL: process.env.CHROME_WEB_STORE_API_URL
  }
  const servers = serversAt(given.CHROME_WEB_STORE_API_URL?.trim())
  const storePackage = readStorePackage(path.join(PROJECT, "build", `chrome-mv3-${values.tag}.zip`))
  const publisherId = publisherIdIn(given.CHROME_WEB_STORE_PUBLISHER_ID?.trim())
  const { version, itemId, sha256 } = storePackage
  console.log(`Package:        version ${version}, SHA-256 ${sha256}
Item:           ${itemId}`)

  const isDryRun = values["dry-run"]
  const token = await accessTokenFor(given, isDryRun ? "read" : "change", servers)
  const store = createStoreApi(servers, { publisherId, itemId, token })
  await uploadPackage({ store, storePackage, publisherId, publishing, isDryRun, report: console.log })
})

function parseOptions() {
  try {
    return parseArgs({
      options: {
        publish: { type: "boolean", default: false },
        staged: { type: "boolean", default: false },
        percentage: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        tag: { type: "string", default: "prod" },
        help: { type: "boolean", default: false }
      }
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${HELP}`)
  }
}

function publishingIn({
  publish,
  staged: isStaged,
  percentage
}: {
  publish: boolean
  staged: boolean
  percentage?: string
}) {
  if (!publish && (isStaged || percentage !== undefined)) {
    throw new UsageError("--staged and --percentage need --publish. Nothing was sent.")
  }
  if (percentage !== undefined && !/^([1-9]\d?|100)$/.test(percentage)) {
    throw new UsageError(
      `--percentage is "${percentage}", but should be a whole number from 1 to 100. Nothing was sent.`
    )
  }
  return publish
    ? { isStaged, percentage: percentage === undefined ? undefined : Number(percentage) }
    : undefined
}

function publisherIdIn(given = "") {
  if (/^[\w-]+$/.test(given)) return given
  throw new UsageError(
    'Set CHROME_WEB_STORE_PUBLISHER_ID to the publisher ID from the Developer Dashboard, under "Account": https://chrome.google.com/webstore/devconsole'
  )
}
