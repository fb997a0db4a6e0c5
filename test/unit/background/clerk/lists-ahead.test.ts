import { afterEach, expect, test, vi } from "vitest"
import { emulate, PASSWORD, type TestEmulator } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

const ADA = "ada@example.com"
const GRACE = "grace@example.com"

afterEach(() => {
  vi.useRealTimers()
})

type Worker = Awaited<ReturnType<typeof ownerWithClerk>>

/** Ada has to choose an organization, and the page's lists were fetched ahead. */
async function askedAhead(settings = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true }, ...settings })
  await emulator.addUser({ email: ADA, password: PASSWORD, memberships: await inTwo(emulator, "Acme") })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  // The answers last a few seconds, and a busy machine may well take longer.
  vi.useFakeTimers({ toFake: ["Date"] })
  await askAhead(worker)
  return { emulator, worker }
}

async function inTwo(emulator: TestEmulator, name: string) {
  const added = await Promise.all(
    ["", " Labs"].map((more) => emulator.addOrganization({ name: name + more }))
  )
  return added.map(({ id }) => ({ organization: id }))
}

/** As the worker does while Chrome opens the page. */
async function askAhead({ owner }: Worker) {
  const { askListsAhead } = await import("~background/clerk/lists-ahead")
  await owner.ask(askListsAhead)
}

async function namesAt({ sendFrom }: Worker, offset = 0, tabId?: number) {
  const { rows } = await sendFrom(tabId, "list-memberships", { offset })
  return rows.map(({ name }) => name)
}

async function listRequests(emulator: TestEmulator) {
  const requests = await emulator.requests()
  return requests.filter(({ path }) => path.startsWith("/v1/me/organization_")).length
}

test("the page's first requests are answered with what was fetched ahead", async () => {
  const { emulator, worker } = await askedAhead()

  const [memberships, invitations, suggestions] = await Promise.all([
    worker.send("list-memberships", { offset: 0 }),
    worker.send("list-invitations", { offset: 0 }),
    worker.send("list-suggestions", { offset: 0 })
  ])

  expect([memberships.total, invitations.total, suggestions.total]).toEqual([2, 0, 0])
  expect(await listRequests(emulator)).toBe(3)
})

test("each view gets an answer once, so that a later request shows what has changed", async () => {
  const { emulator, worker } = await askedAhead()
  const id = (await emulator.state()).organizations[0]?.id ?? ""
  await namesAt(worker)
  await emulator.deleteOrganization(id)

  expect(await namesAt(worker)).toEqual(["Acme Labs"])
})

test("a page that opens late fetches the lists itself", async () => {
  const { emulator, worker } = await askedAhead()
  vi.setSystemTime(Date.now() + 3_000)

  await namesAt(worker)

  expect(await listRequests(emulator)).toBe(4)
})

test("nobody sees another account's organizations", async () => {
  const { emulator, worker } = await askedAhead({ session: { multiSession: true } })
  await emulator.addUser({ email: GRACE, password: PASSWORD, memberships: await inTwo(emulator, "Globex") })
  await worker.signIn(GRACE, PASSWORD)

  expect(await namesAt(worker)).toEqual(["Globex", "Globex Labs"])
})

test("another page of the list is fetched separately", async () => {
  const { worker } = await askedAhead()

  expect(await namesAt(worker, 10)).toEqual([])
})

test("nothing is fetched if the user has no organization to choose", async () => {
  const { emulator, worker } = await askedAhead()
  const id = (await emulator.state()).organizations[0]?.id ?? ""
  await worker.send("choose-organization", { organizationId: id })
  const before = await listRequests(emulator)

  await askAhead(worker)

  expect(await listRequests(emulator)).toBe(before)
})

test("what was fetched ahead is for the first tab, the next ones share another answer until a command has run or a sync begins", async () => {
  const { emulator, worker } = await askedAhead()
  const [first, second] = (await emulator.state()).organizations
  await namesAt(worker, 0, 1)
  expect(await listRequests(emulator)).toBe(3)
  await Promise.all([2, 3].map((tab) => namesAt(worker, 0, tab)))
  expect(await listRequests(emulator)).toBe(4)

  await emulator.deleteOrganization(first?.id ?? "")
  await worker.send("choose-organization", { organizationId: second?.id ?? "" })
  expect(await namesAt(worker, 0, 4)).toEqual(["Acme Labs"])

  await emulator.deleteOrganization(second?.id ?? "")
  await worker.send("sync-session", { force: true })
  expect(await namesAt(worker, 0, 5)).toEqual([])
})

test("after a failure ahead, the page asks by itself", async () => {
  const { emulator, worker } = await askedAhead()
  await namesAt(worker)
  await emulator.setFaults([{ match: { path: "/v1/me/organization_memberships" }, status: 500, times: 1 }])
  await askAhead(worker)

  expect(await namesAt(worker)).toEqual(["Acme", "Acme Labs"])
})
