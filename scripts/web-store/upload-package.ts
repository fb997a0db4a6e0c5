import { setTimeout as wait } from "node:timers/promises"
import { Unreachable } from "../doctor/ask"
import { UsageError } from "../usage-error"
import { compareVersions, dashboardOf, type ItemStatus, type Publishing, type StoreApi } from "./store-api"
import type { StorePackage } from "./store-package"

export type Upload = {
  store: StoreApi
  storePackage: StorePackage
  publisherId: string
  /** Submits the version for review. Without it, the version remains a draft. */
  publishing?: Publishing | undefined
  /** Only checks. */
  isDryRun?: boolean | undefined
  report: (line: string) => void
}

// The Web Store processes some packages in the background.
const POLL_MS = 5_000
const POLLS = 60

/**
 * Uploads a package as the item's draft, and submits it for review if `publishing` is set. Running it again after it failed does no
 * harm: an upload replaces the draft, and a version that's already in review isn't sent again.
 *
 * @param pollMs how long to wait between two checks of an upload that the Web Store processes.
 * @throws {UsageError} that says what to do.
 */
export async function uploadPackage(upload: Upload, pollMs = POLL_MS): Promise<void> {
  const { store, storePackage, publisherId, publishing, isDryRun, report } = upload
  const { version, itemId, bytes } = storePackage
  const dashboard = dashboardOf(publisherId, itemId)

  const status = await store.fetchStatus()
  report(`Published:      ${inWords(status.published)}`)
  report(`Submitted:      ${inWords(status.submitted)}`)
  if (status.isWarned) {
    report(`Note: The Web Store has warned you of a policy violation in this item: ${dashboard}`)
  }
  if (status.submitted?.version === version && status.submitted.state === "PENDING_REVIEW") {
    return report(`Version ${version} is already in review. Nothing was sent.`)
  }
  const isApproved = status.submitted?.version === version && status.submitted.state === "STAGED"
  refuseInVain(status, upload, { isApproved, dashboard })

  if (isDryRun) {
    const steps = [isApproved ? "" : "upload it", publishing ? "publish it" : ""].filter(Boolean)
    return report(
      `Version ${version} can go to the Web Store. Without --dry-run, this would ${steps.join(" and ")}.`
    )
  }
  if (!isApproved) {
    report(`Uploading ${Math.ceil(bytes.length / 1000)} KB ...`)
    await uploadDraft(upload, { dashboard, pollMs })
    report(`Uploaded:       version ${version}, as a draft`)
  }
  if (!publishing) {
    return report(
      `Nothing was submitted for review. Do that at ${dashboard}, or with "npm run upload -- --publish".`
    )
  }
  const state = await publish(upload, publishing, dashboard)
  report(`Version ${version}: ${wordsFor(state)}`)
}

function refuseInVain(
  { published, submitted, lastUpload, isTakenDown }: ItemStatus,
  { storePackage: { version }, publishing }: Upload,
  { isApproved, dashboard }: { isApproved: boolean; dashboard: string }
) {
  if (isTakenDown) {
    throw new UsageError(
      `The Web Store has taken the item down. The reason is in the Developer Dashboard: ${dashboard}`
    )
  }
  if (published && compareVersions(version, published.version) <= 0) {
    throw new UsageError(
      `Version ${published.version} is published, and the package is ${version}. Raise "version" in package.json, and run "npm run package" again.`
    )
  }
  if (isApproved && publishing) return
  if (submitted?.state === "PENDING_REVIEW") {
    throw new UsageError(
      `Version ${submitted.version} is in review, and until that ends, the Web Store accepts no upload. Wait, or cancel it: ${dashboard}`
    )
  }
  if (submitted?.state === "STAGED") {
    throw new UsageError(
      `Version ${submitted.version} is approved, and waits until you publish it. Until then, the Web Store accepts no upload. Publish or discard it: ${dashboard}`
    )
  }
  if (isInProgress(lastUpload)) {
    throw new UsageError("The Web Store is still processing another upload. Try again in a few minutes.")
  }
}

async function uploadDraft(
  { store, storePackage: { bytes, version } }: Upload,
  { dashboard, pollMs }: { dashboard: string; pollMs: number }
) {
  const answer = await store.upload(bytes).catch((error) => {
    if (!(error instanceof Unreachable)) throw error
    throw new UsageError(
      `${error.message} The Web Store may or may not have the package as a draft. Nothing was submitted for review. Run the same command again: it replaces the draft.`
    )
  })
  const state = isInProgress(answer.state) ? await processed(store, pollMs) : answer.state
  if (state === undefined || isInProgress(state)) {
    throw new UsageError(
      `The Web Store is still processing the package. Nothing was submitted for review. Check ${dashboard} later.`
    )
  }
  if (state !== "SUCCEEDED") {
    throw new UsageError(
      `The Web Store couldn't process the package (${state}). The reason is in the Developer Dashboard, in the "Package" tab: ${dashboard}`
    )
  }
  if (answer.version !== undefined && answer.version !== version) {
    throw new UsageError(
      `The Web Store has version ${answer.version} as a draft instead of ${version}. Nothing was submitted for review. Check it: ${dashboard}`
    )
  }
}

/** The state of an upload once it has been processed. `undefined` if that takes too long. */
async function processed({ fetchStatus }: StoreApi, pollMs: number) {
  for (let poll = 0; poll < POLLS; poll += 1) {
    await wait(pollMs)
    // A check that failed says nothing about the upload.
    const { lastUpload } = await fetchStatus().catch((): Partial<ItemStatus> => ({}))
    if (lastUpload !== undefined && !isInProgress(lastUpload)) return lastUpload
  }
  return undefined
}

async function publish(
  { store, storePackage: { version }, report }: Upload,
  publishing: Publishing,
  dashboard: string
) {
  try {
    const { state, warnings } = await store.publish(publishing)
    for (const warning of warnings) report(`Note: The Web Store warns: ${warning}`)
    if (state !== undefined && !["REJECTED", "CANCELLED"].includes(state)) return state
    throw new UsageError(
      `The Web Store didn't take version ${version} (${state ?? "no state"}): ${dashboard}`
    )
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    // It may have done its work, and only the answer got lost.
    const { published, submitted } = await store.fetchStatus().catch((): Partial<ItemStatus> => ({}))
    const taken = [submitted, published].find((revision) => revision?.version === version)
    if (taken) return taken.state
    throw new UsageError(
      `${error.message} The package is a draft, and version ${version} doesn't seem to be submitted. Run the same command again.`
    )
  }
}

// The reference names it without the prefix, and the guide with it.
const isInProgress = (state: string | undefined) => /^(UPLOAD_)?IN_PROGRESS$/.test(state ?? "")

const inWords = (revision: ItemStatus["published"]) =>
  revision ? `version ${revision.version}, ${revision.state}` : "nothing"

function wordsFor(state: string) {
  switch (state) {
    case "PENDING_REVIEW":
      return "in review."
    case "STAGED":
      return 'approved. It waits until you publish it, with "npm run upload -- --publish".'
    case "PUBLISHED":
      return "published."
    default:
      return `${state}.`
  }
}
