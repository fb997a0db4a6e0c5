import { type Answer, ask } from "../doctor/ask"
import { UsageError } from "../usage-error"
import type { Servers } from "./servers"

/** One item in the Web Store: a version of the extension, and how far it has come. */
export type Revision = { state: string; version: string }

export type ItemStatus = {
  published: Revision | undefined
  /** What was submitted after that. */
  submitted: Revision | undefined
  /** How the last upload that the Web Store processed in the background ended. */
  lastUpload: string | undefined
  isTakenDown: boolean
  isWarned: boolean
}

export type Publishing = {
  /** After its review, the version waits until the author publishes it. */
  isStaged?: boolean | undefined
  /** How many of the users get it, from 1 to 100. */
  percentage?: number | undefined
}

export type StoreApi = ReturnType<typeof createStoreApi>

/** Uploads take longer than other requests. */
const PATIENCE_MS = 60_000

const DASHBOARD = "https://chrome.google.com/webstore/devconsole"

/** The item's page in the Developer Dashboard. */
export const dashboardOf = (publisherId: string, itemId: string) =>
  `${DASHBOARD}/${publisherId}/${itemId}/edit`

/**
 * The part of the Chrome Web Store API v2 that uploads and publishes one item. All of it throws a {@link UsageError} that says what to
 * do if the Web Store refuses, and an `Unreachable` if it doesn't respond.
 *
 * @see https://developer.chrome.com/docs/webstore/api/reference/rest
 */
export function createStoreApi(
  { api }: Servers,
  { publisherId, itemId, token }: { publisherId: string; itemId: string; token: string }
) {
  const item = `v2/publishers/${publisherId}/items/${itemId}`

  async function request(path: string, init: RequestInit = {}) {
    const headers = { authorization: `Bearer ${token}`, ...init.headers }
    const answer = await ask(`${api}/${path}`, { ...init, headers }, PATIENCE_MS)
    if (answer.status !== 200) throw new UsageError(refusalIn(answer, publisherId, itemId))
    return (answer.body ?? {}) as Record<string, unknown>
  }

  return {
    fetchStatus: async (): Promise<ItemStatus> => {
      const status = await request(`${item}:fetchStatus`)
      return {
        published: revisionIn(status.publishedItemRevisionStatus),
        submitted: revisionIn(status.submittedItemRevisionStatus),
        lastUpload: textIn(status.lastAsyncUploadState),
        isTakenDown: status.takenDown === true,
        isWarned: status.warned === true
      }
    },

    /** Replaces the draft. */
    upload: async (zip: Uint8Array): Promise<{ state: string | undefined; version: string | undefined }> => {
      const { uploadState, crxVersion } = await request(`upload/${item}:upload`, {
        method: "POST",
        headers: { "content-type": "application/zip" },
        body: new Uint8Array(zip)
      })
      return { state: textIn(uploadState), version: textIn(crxVersion) }
    },

    /** Submits the draft for review, or publishes the version that is staged. */
    publish: async ({ isStaged = false, percentage }: Publishing) => {
      const { state, warningInfo } = await request(`${item}:publish`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          publishType: isStaged ? "STAGED_PUBLISH" : "DEFAULT_PUBLISH",
          ...(percentage !== undefined && { deployInfos: [{ deployPercentage: percentage }] })
        })
      })
      const { warnings = [] } = (warningInfo ?? {}) as { warnings?: { description?: string }[] }
      return {
        state: textIn(state),
        warnings: warnings.flatMap(({ description }) => (description ? [description] : []))
      }
    }
  }
}

function revisionIn(status: unknown): Revision | undefined {
  const { state, distributionChannels = [] } = (status ?? {}) as {
    state?: string
    distributionChannels?: { crxVersion?: string }[]
  }
  // During a staged rollout, channels may have different versions.
  const versions = distributionChannels.flatMap(({ crxVersion }) => crxVersion ?? [])
  const version = versions.sort(compareVersions).at(-1)
  return state === undefined || version === undefined ? undefined : { state, version }
}

/**
 * Negative if `one` is the older version. Missing numbers count as 0.
 * @see https://developer.chrome.com/docs/extensions/reference/manifest/version
 */
export function compareVersions(one: string, other: string): number {
  const [ones, others] = [one, other].map((version) => version.split(".").map(Number))
  const differences = [0, 1, 2, 3].map((at) => (ones?.[at] ?? 0) - (others?.[at] ?? 0))
  return differences.find((difference) => difference !== 0) ?? 0
}

const textIn = (value: unknown) => (typeof value === "string" ? value : undefined)

/** @see https://google.aip.dev/193 */
type ApiError = {
  status?: string
  message?: string
  details?: { reason?: string; fieldViolations?: { reason?: string; description?: string }[] }[]
}

/** Why the Web Store refuses, and what to do. */
function refusalIn({ status, body }: Answer, publisherId: string, itemId: string): string {
  const { error = {} } = (body ?? {}) as { error?: ApiError }
  const { details = [], message = "" } = error
  const violations = details.flatMap(({ fieldViolations = [] }) => fieldViolations)
  const reasons = [...details, ...violations].flatMap(({ reason }) => reason ?? [])
  const said = [message, ...violations.map(({ description = "" }) => description)]
    .map(withoutMarkup)
    .filter((text) => text !== "")
    .join(" ")
  const has = (reason: string) => reasons.includes(reason)
  const dashboard = dashboardOf(publisherId, itemId)

  if (status === 401) {
    return "The Web Store doesn't accept the access token. It's valid for an hour: get a new one, or set CHROME_WEB_STORE_SERVICE_ACCOUNT."
  }
  if (has("SERVICE_DISABLED")) {
    return "The Chrome Web Store API is off in your Google Cloud project. Turn it on, and try again in a few minutes: https://console.cloud.google.com/apis/library/chromewebstore.googleapis.com"
  }
  if (status === 403) {
    return `The Web Store doesn't let this account change the item. Add the service account's email address in the Developer Dashboard, under "Account", and check that CHROME_WEB_STORE_PUBLISHER_ID is ${publisherId}: ${DASHBOARD}`
  }
  if (status === 404) {
    return `The publisher ${publisherId} has no item ${itemId}. Copy the publisher ID from the Developer Dashboard, under "Account", and upload the first version there: ${DASHBOARD}`
  }
  if (status === 409 || /in review|pending review/i.test(said)) {
    return `The Web Store doesn't accept a change while a version is in review or another change is being made. Wait, or cancel the review: ${dashboard}${quoted(said)}`
  }
  if (status === 429) return "The Web Store limits requests. Try again in a few minutes."
  if (status >= 500) return `The Web Store responds with ${status}. Try again later.`
  if (has("PKG_INVALID_VERSION_NUMBER")) {
    return `The Web Store needs a higher version. Raise "version" in package.json, and run "npm run package" again.${quoted(said)}`
  }
  if (has("PKG_MUST_UPDATE_AS_CRX")) {
    return `The item accepts only packages that you signed yourself, because verified uploads are on. Upload a signed CRX file in the Developer Dashboard: ${dashboard}`
  }
  if (has("INVALID_PACKAGE")) return `The Web Store doesn't accept the package.${quoted(said)}`
  return `The Web Store refuses (${status}). What's missing is often in the "Store listing" or "Privacy" tab: ${dashboard}${quoted(said)}`
}

/** Some of the Web Store's sentences contain links in HTML. */
function withoutMarkup(text: string) {
  return text
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim()
}

const quoted = (said: string) => (said === "" ? "" : `\nThe Web Store says: ${said}`)
