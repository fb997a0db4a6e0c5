import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { strToU8, zipSync } from "fflate"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { accessTokenFor } from "../../../../scripts/web-store/access-token"
import { serversAt } from "../../../../scripts/web-store/servers"
import { compareVersions, createStoreApi } from "../../../../scripts/web-store/store-api"
import { uploadPackage } from "../../../../scripts/web-store/upload-package"
import {
  ITEM_ID,
  PUBLISHER_ID,
  refusal,
  revision,
  SERVICE_ACCOUNT,
  startWebStore,
  type WebStore
} from "../../../support/web-store"

const VERSION = "1.2.0"
const IN_REVIEW = "You may not edit or publish an item that is in review."

// A safety net for machines that are busy with other work.
vi.setConfig({ testTimeout: 120_000 })

let store: WebStore
let folder: string
beforeEach(async () => {
  store = await startWebStore()
  folder = mkdtempSync(path.join(tmpdir(), "web-store-"))
})
afterEach(() => {
  store.stop()
  rmSync(folder, { recursive: true })
})

function keyFile(contents: unknown = SERVICE_ACCOUNT) {
  const file = path.join(folder, "key.json")
  writeFileSync(file, typeof contents === "string" ? contents : JSON.stringify(contents))
  return { CHROME_WEB_STORE_SERVICE_ACCOUNT: file }
}

type Options = Partial<Pick<Parameters<typeof uploadPackage>[0], "publishing" | "isDryRun">> & {
  given?: Record<string, string>
}

/** Uploads version 1.2.0, and returns what it reported. */
async function run({ given = keyFile(), isDryRun, publishing }: Options = {}) {
  const servers = serversAt(store.url)
  const token = await accessTokenFor(given, isDryRun ? "read" : "change", servers)
  const bytes = zipSync({ "manifest.json": strToU8(JSON.stringify({ version: VERSION })) })
  const lines: string[] = []
  await uploadPackage(
    {
      store: createStoreApi(servers, { publisherId: PUBLISHER_ID, itemId: ITEM_ID, token }),
      storePackage: { bytes, sha256: "", version: VERSION, itemId: ITEM_ID },
      publisherId: PUBLISHER_ID,
      publishing,
      isDryRun,
      report: (line) => lines.push(line)
    },
    1
  )
  return lines.join("\n")
}

const failure = (options?: Options) =>
  run(options).then(
    () => "no failure",
    (error: Error) => error.message
  )
const methods = () => store.changes.map(({ method }) => method)

describe("what is sent", () => {
  test("an upload makes a draft, and submits nothing", async () => {
    store.published = revision("PUBLISHED", "1.1.9")

    const output = await run()

    expect(store.changes).toEqual([{ method: "upload", body: VERSION }])
    expect(output).toContain("Published:      version 1.1.9, PUBLISHED")
    expect(output).toContain("Nothing was submitted for review")
  })

  test("with publishing, the draft is submitted for review", async () => {
    const output = await run({ publishing: {} })

    expect(store.changes).toEqual([
      { method: "upload", body: VERSION },
      { method: "publish", body: { publishType: "DEFAULT_PUBLISH" } }
    ])
    expect(output).toContain("Version 1.2.0: in review.")
  })

  test("a staged version and a share of the users are requested as such", async () => {
    await run({ publishing: { isStaged: true, percentage: 10 } })

    expect(store.changes.at(-1)?.body).toEqual({
      publishType: "STAGED_PUBLISH",
      deployInfos: [{ deployPercentage: 10 }]
    })
  })

  test("a version that was approved and staged is published without another upload", async () => {
    store.submitted = revision("STAGED", VERSION)

    const output = await run({ publishing: {} })

    expect(methods()).toEqual(["publish"])
    expect(output).toContain("Version 1.2.0: published.")
  })

  test("a dry run changes nothing, and its token couldn't", async () => {
    const output = await run({ isDryRun: true, publishing: {} })

    expect(store.changes).toEqual([])
    expect(store.requests.filter((request) => !/:fetchStatus|token$/.test(request))).toEqual([])
    expect(output).toContain("would upload it and publish it")
    await expect(
      accessTokenFor(keyFile(), "read", serversAt(store.url)).then((token) =>
        createStoreApi(serversAt(store.url), { publisherId: PUBLISHER_ID, itemId: ITEM_ID, token }).publish(
          {}
        )
      )
    ).rejects.toThrow("doesn't let this account change the item")
  })

  test("a version that's in review isn't sent again", async () => {
    store.submitted = revision("PENDING_REVIEW", VERSION)

    expect(await run({ publishing: {} })).toContain("already in review. Nothing was sent.")
    expect(store.changes).toEqual([])
  })
})

describe("an upload that the Web Store processes in the background", () => {
  test("is awaited, and then submitted", async () => {
    store.checksPerUpload = 3

    expect(await run({ publishing: {} })).toContain("in review.")
    expect(methods()).toEqual(["upload", "publish"])
  })

  test("is awaited even if checks of its state fail", async () => {
    store.checksPerUpload = 2
    store.answerNext("fetchStatus", {})
    store.answerNext("fetchStatus", "lost")
    store.answerNext("fetchStatus", { status: 503 })

    expect(await run({ publishing: {} })).toContain("in review.")
  })

  test.each(["UPLOAD_IN_PROGRESS", "IN_PROGRESS"])("is awaited under its name %s", async (state) => {
    store.answerNext("upload", { body: { uploadState: state } })
    store.answerNext("fetchStatus", {})
    store.answerNext("fetchStatus", { body: { lastAsyncUploadState: state } })
    store.answerNext("fetchStatus", { body: { lastAsyncUploadState: "SUCCEEDED" } })

    expect(await run()).toContain("Uploaded:       version 1.2.0")
  })

  test("isn't submitted if it fails", async () => {
    store.answerNext("upload", { body: { uploadState: "IN_PROGRESS" } })
    store.answerNext("fetchStatus", {})
    store.answerNext("fetchStatus", { body: { lastAsyncUploadState: "FAILED" } })

    expect(await failure({ publishing: {} })).toContain("couldn't process the package (FAILED)")
    expect(store.changes).toEqual([])
  })

  test("isn't submitted if it doesn't end", async () => {
    store.checksPerUpload = 1000

    expect(await failure({ publishing: {} })).toContain("still processing the package")
    expect(methods()).toEqual(["upload"])
  })
})

describe("nothing is uploaded", () => {
  test.each([
    ["the same version is published", () => ({ published: revision("PUBLISHED", VERSION) }), "Raise"],
    ["a higher version is published", () => ({ published: revision("PUBLISHED", "1.10.0") }), "Raise"],
    [
      "another version is in review",
      () => ({ submitted: revision("PENDING_REVIEW", "1.1.0") }),
      "Version 1.1.0 is in review"
    ],
    [
      "another version is staged",
      () => ({ submitted: revision("STAGED", "1.1.0") }),
      "waits until you publish it"
    ],
    ["the item was taken down", () => ({ takenDown: true }), "taken the item down"],
    [
      "another upload is being processed",
      () => ({ lastAsyncUploadState: "IN_PROGRESS", checksPerUpload: 9 }),
      "still processing another upload"
    ]
  ])("if %s", async (_, state, words) => {
    Object.assign(store, state())

    expect(await failure({ publishing: {} })).toContain(words)
    expect(store.changes).toEqual([])
  })

  test("without --publish, if the same version is approved and staged", async () => {
    store.submitted = revision("STAGED", VERSION)

    expect(await failure()).toContain("Publish or discard it")
    expect(store.changes).toEqual([])
  })
})

test("a rejected version can be replaced, and a warning is shown", async () => {
  store.submitted = revision("REJECTED", "1.1.0")
  store.warned = true

  expect(await run()).toContain("warned you of a policy violation")
  expect(methods()).toEqual(["upload"])
})

describe("a refusal says what to do", () => {
  const violation = (reason: string, description: string) => [
    { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "INVALID_PACKAGE" },
    {
      "@type": "type.googleapis.com/google.rpc.BadRequest",
      fieldViolations: [{ field: "media", reason, description }]
    }
  ]

  test.each([
    ["upload", refusal(401, "UNAUTHENTICATED", "Invalid credentials."), "get a new one"],
    ["upload", refusal(403, "PERMISSION_DENIED", "The caller does not have permission."), 'under "Account"'],
    [
      "upload",
      refusal(403, "PERMISSION_DENIED", "The API is disabled.", [{ reason: "SERVICE_DISABLED" }]),
      "console.cloud.google.com/apis/library/chromewebstore"
    ],
    ["upload", refusal(404, "NOT_FOUND", "Not found."), `has no item ${ITEM_ID}`],
    ["upload", refusal(409, "ABORTED", "Concurrent change."), "cancel the review"],
    ["upload", refusal(400, "FAILED_PRECONDITION", IN_REVIEW), "cancel the review"],
    ["upload", refusal(429, "RESOURCE_EXHAUSTED", "Quota."), "Try again in a few minutes"],
    ["upload", { status: 502 }, "responds with 502"],
    [
      "upload",
      refusal(400, "INVALID_ARGUMENT", "Invalid.", violation("PKG_INVALID_VERSION_NUMBER", "Too low.")),
      'Raise "version"'
    ],
    [
      "upload",
      refusal(400, "INVALID_ARGUMENT", "Invalid.", violation("PKG_MUST_UPDATE_AS_CRX", "")),
      "signed CRX file"
    ],
    [
      "upload",
      refusal(
        400,
        "INVALID_ARGUMENT",
        "Invalid.",
        violation("PKG_MANIFEST_PARSE_ERROR", 'See <a href="x"> here</a>.')
      ),
      "The Web Store says: Invalid. See here."
    ],
    [
      "publish",
      refusal(400, "FAILED_PRECONDITION", "Publish condition not met: provide mandatory privacy information"),
      '"Privacy" tab'
    ],
    ["publish", { body: { state: "REJECTED" } }, "didn't take version 1.2.0 (REJECTED)"],
    ["publish", { body: {} }, "didn't take version 1.2.0 (no state)"],
    ["upload", { body: { uploadState: "FAILED" } }, "couldn't process the package (FAILED)"],
    ["upload", { body: { uploadState: "SUCCEEDED", crxVersion: "1.1.0" } }, "has version 1.1.0 as a draft"]
  ] as const)("%s: %j", async (method, answer, words) => {
    store.answerNext(method, answer)

    const message = await failure({ publishing: {} })

    expect(message).toContain(words)
    expect(message).not.toMatch(/<|ya29|PRIVATE KEY/)
    expect(methods()).toEqual(method === "publish" ? ["upload"] : [])
  })
})

describe("a lost answer", () => {
  test("of an upload ends the run, and the next one replaces the draft", async () => {
    store.answerNext("upload", "lost-after")

    const message = await failure({ publishing: {} })
    const output = await run({ publishing: {} })

    expect(message).toContain("may or may not have the package")
    expect(output).toContain("in review.")
    expect(methods()).toEqual(["upload", "upload", "publish"])
  })

  test("of a submission that arrived isn't reported as a failure", async () => {
    store.answerNext("publish", "lost-after")

    expect(await run({ publishing: {} })).toContain("Version 1.2.0: in review.")
    expect(methods()).toEqual(["upload", "publish"])
  })

  test("of a submission that didn't arrive is a failure", async () => {
    store.answerNext("publish", "lost")

    expect(await failure({ publishing: {} })).toContain("doesn't seem to be submitted")
  })

  test("of a check says where it was lost", async () => {
    store.answerNext("fetchStatus", "lost")

    expect(await failure()).toContain(store.url)
    expect(store.changes).toEqual([])
  })
})

describe("the account", () => {
  test("can be an access token from the environment", async () => {
    const token = await accessTokenFor(keyFile(), "change", serversAt(store.url))

    await run({ given: { CHROME_WEB_STORE_ACCESS_TOKEN: token } })

    expect(store.requests.filter((request) => request === "POST /token")).toHaveLength(1)
    expect(methods()).toEqual(["upload"])
  })

  const { private_key, ...keyless } = SERVICE_ACCOUNT
  test.each([
    ["is missing", () => ({}), "Neither CHROME_WEB_STORE_SERVICE_ACCOUNT nor"],
    [
      "is in no file",
      () => ({ CHROME_WEB_STORE_SERVICE_ACCOUNT: "/nowhere/key.json" }),
      "can't be read (ENOENT)"
    ],
    ["isn't JSON", () => keyFile(`{"private_key": "${private_key}"`), "isn't the JSON file"],
    ["has no private key", () => keyFile(keyless), "isn't the JSON file"],
    ["has a damaged private key", () => keyFile({ ...SERVICE_ACCOUNT, private_key: "AAAA" }), "damaged"],
    [
      "is of another type",
      () => keyFile({ ...keyless, type: "external_account" }),
      'type is "external_account"'
    ],
    [
      "is unknown to Google",
      () => keyFile({ ...SERVICE_ACCOUNT, client_email: "other@example.com" }),
      "may have been deleted"
    ]
  ])("says what to do if it %s", async (_, given, words) => {
    const message = await failure({ given: given() as Record<string, string> })

    expect(message).toContain(words)
    expect(message).not.toMatch(/BEGIN|MII/)
    expect(store.changes).toEqual([])
  })

  test("says so if Google's server fails", async () => {
    store.answerNext("token", { status: 503 })

    expect(await failure()).toContain("token server responds with 503")
  })
})

test("only Google or this computer gets a token", () => {
  expect(serversAt()).toEqual({
    api: "https://chromewebstore.googleapis.com",
    tokens: "https://oauth2.googleapis.com/token"
  })
  for (const address of ["https://example.com", "http://localhost.example.com", "nonsense"]) {
    expect(() => serversAt(address)).toThrow("nothing was sent")
  }
})

test.each([
  ["1.2.0", "1.1.9", 1],
  ["1.10", "1.9.9.9", 1],
  ["1.2", "1.2.0.0", 0],
  ["0.9", "1", -1]
])("version %s is compared with %s by number", (one, other, sign) => {
  expect(Math.sign(compareVersions(one, other))).toBe(sign)
})
