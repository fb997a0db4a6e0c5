import path from "node:path"
import { runCommandLine } from "./command-line"
import { envFileNames, readEnvFiles, type Variables } from "./env-files"
import { PROJECT } from "./project"
import { UsageError } from "./usage-error"
import { accessTokenFor } from "./web-store/access-token"
import { serversAt } from "./web-store/servers"
import { createStoreApi } from "./web-store/store-api"
import { readStorePackage } from "./web-store/store-package"
import { readUploadOptions, uploadUsage } from "./web-store/upload-options"
import { uploadPackage } from "./web-store/upload-package"

await runCommandLine(uploadUsage, async (given) => {
  const { isDryRun, tag, publishing } = readUploadOptions(given)

  process.chdir(PROJECT)
  const variables: Variables = {
    ...readEnvFiles(envFileNames("production", tag)),
    // Only the shell decides where the token and the package go: a file may come from someone else's commit.
    CHROME_WEB_STORE_API_URL: process.env.CHROME_WEB_STORE_API_URL
  }
  const servers = serversAt(variables.CHROME_WEB_STORE_API_URL?.trim())
  const storePackage = readStorePackage(path.join(PROJECT, "build", `chrome-mv3-${tag}.zip`))
  const publisherId = publisherIdIn(variables.CHROME_WEB_STORE_PUBLISHER_ID?.trim())
  const { version, itemId, sha256 } = storePackage
  console.log(`Package:        version ${version}, SHA-256 ${sha256}
Item:           ${itemId}`)

  const token = await accessTokenFor(variables, isDryRun ? "read" : "change", servers)
  const store = createStoreApi(servers, { publisherId, itemId, token })
  await uploadPackage({ store, storePackage, publisherId, publishing, isDryRun, report: console.log })
})

function publisherIdIn(given = "") {
  if (/^[\w-]+$/.test(given)) return given
  throw new UsageError(
    'Set CHROME_WEB_STORE_PUBLISHER_ID to the publisher ID from the Developer Dashboard, under "Account": https://chrome.google.com/webstore/devconsole'
  )
}
