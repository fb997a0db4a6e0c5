import { beforeEach, expect, test } from "vitest"
import { readSnapshot } from "~background/snapshot-store"
import { SNAPSHOT_KEY, SNAPSHOT_VERSION } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { pending } from "../../support/sessions"
import { storeSession } from "../../support/store-session"

beforeEach(() => {
  installFakeChrome()
})

test("before the first write the session is loading", async () => {
  expect(await readSnapshot()).toEqual({ version: SNAPSHOT_VERSION, revision: 0, status: "loading" })
})

test("what is written is read, with a version and a revision", async () => {
  const session = pending()

  await storeSession(session)

  expect(await readSnapshot()).toEqual({ ...session, version: SNAPSHOT_VERSION, revision: 1 })
})

test("a snapshot of another version is ignored", async () => {
  await chrome.storage.session.set({
    [SNAPSHOT_KEY]: { ...pending(), version: SNAPSHOT_VERSION + 1, revision: 7 }
  })

  expect(await readSnapshot()).toMatchObject({ status: "loading", revision: 0 })
})
