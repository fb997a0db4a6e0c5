import { beforeEach, expect, test, vi } from "vitest"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk, restartWorker } from "../../../support/owner-with-clerk"
import { repeatNextRequest } from "../../../support/repeat-next-request"

const ADA = "ada@example.com"
const CREATE = { method: "POST", path: "/v1/organizations" }
const TOUCH = { path: "/v1/client/sessions/*/touch" }

beforeEach(() => {
  vi.unstubAllEnvs()
})

/** Ada has to choose an organization, and already belongs to one. */
async function pending({ slugs = false } = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({
    organizations: { enabled: true, forceSelection: true, slugDisabled: !slugs }
  })
  const acme = await emulator.addOrganization({ name: "Acme" })
  await emulator.addUser({ email: ADA, password: PASSWORD, memberships: [{ organization: acme.id }] })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  const created = async () =>
    (await emulator.state()).organizations
      .filter(({ id }) => id !== acme.id)
      .map(({ name, slug }) => ({ name, slug }))
  const loseAnswer = (match: { method?: string; path: string } = CREATE) =>
    emulator.setFaults([{ match, times: 1, abort: "after" }])
  return { emulator, worker, created, loseAnswer }
}

const named = (name: string) => expect.objectContaining({ name })

test.for(["the same worker", "the next worker"])(
  "%s continues with an organization whose answer got lost",
  async (who) => {
    const { worker, created, loseAnswer } = await pending()
    await loseAnswer()
    await expect(worker.send("create-organization", { name: "Zeta" })).rejects.toThrow()

    const next = who === "the same worker" ? worker : await restartWorker()
    const answer = await next.send("create-organization", { name: "Zeta" })

    expect(answer).toEqual({ logoFailed: false, isTwice: false })
    expect(await created()).toEqual([named("Zeta")])
    expect(await next.snapshot()).toMatchObject({ status: "active", organization: { name: "Zeta" } })
  }
)

test("if only the activation fails, the next try continues with the organization", async () => {
  const { emulator, worker, created } = await pending()
  await emulator.setFaults([{ match: TOUCH, times: 1, status: 500 }])
  await expect(worker.send("create-organization", { name: "Zeta" })).rejects.toMatchObject({
    code: "clerk-down"
  })

  await worker.send("create-organization", { name: "Zeta" })

  expect(await created()).toEqual([named("Zeta")])
})

test("another name or slug on the next try corrects the existing organization", async () => {
  const { worker, created, loseAnswer } = await pending({ slugs: true })
  await loseAnswer()
  await expect(worker.send("create-organization", { name: "Zeta", slug: "zeta" })).rejects.toThrow()
  await loseAnswer(TOUCH)
  await expect(worker.send("create-organization", { name: "Zeta", slug: "zeta-2" })).rejects.toThrow()

  await worker.send("create-organization", { name: "Zeta Labs", slug: "zeta-3" })

  expect(await created()).toEqual([{ name: "Zeta Labs", slug: "zeta-3" }])
})

test("an existing organization of the same name isn't mistaken for the requested one", async () => {
  const { worker, created, loseAnswer } = await pending()
  await worker.send("create-organization", { name: "Zeta" })
  await loseAnswer()
  await expect(worker.send("create-organization", { name: "Zeta" })).rejects.toThrow()

  await worker.send("create-organization", { name: "Zeta" })

  expect(await created()).toEqual([named("Zeta"), named("Zeta")])
})

test("an organization that is chosen after a lost answer stays as it is", async () => {
  const { emulator, worker, created, loseAnswer } = await pending()
  await loseAnswer()
  await expect(worker.send("create-organization", { name: "Zeta" })).rejects.toThrow()
  const zeta = (await emulator.state()).organizations.find(({ name }) => name === "Zeta")
  await worker.send("choose-organization", { organizationId: zeta?.id ?? "" })

  await worker.send("create-organization", { name: "Omega" })

  expect(await created()).toEqual([named("Zeta"), named("Omega")])
})

test.for([
  ["is deleted", undefined],
  ["is refused if the user chose the slug", "zeta"]
] as const)("the second organization from a request that Chrome repeats %s", async ([, slug]) => {
  const { worker, created } = await pending({ slugs: slug !== undefined })
  repeatNextRequest(CREATE)

  const answer = await worker.send("create-organization", { name: "Zeta", ...(slug && { slug }) })

  expect(answer).toEqual({ logoFailed: false, isTwice: false })
  expect(await created()).toEqual([named("Zeta")])
  expect(await worker.snapshot()).toMatchObject({ organization: { name: "Zeta" } })
})

test("a request that Chrome repeats, and whose answers all get lost, leaves one organization", async () => {
  const { emulator, worker, created } = await pending()
  repeatNextRequest(CREATE)
  await emulator.setFaults([{ match: CREATE, times: 2, abort: "after" }])
  await expect(worker.send("create-organization", { name: "Zeta" })).rejects.toThrow()
  expect(await created()).toHaveLength(2)

  await worker.send("create-organization", { name: "Zeta" })

  expect(await created()).toEqual([named("Zeta")])
})

test("a second organization that can't be deleted is reported", async () => {
  const { emulator, worker, created } = await pending()
  repeatNextRequest(CREATE)
  await emulator.setFaults([{ match: { method: "DELETE", path: "/v1/organizations/:id" }, status: 500 }])

  const answer = await worker.send("create-organization", { name: "Zeta" })

  expect(answer).toEqual({ logoFailed: false, isTwice: true })
  expect(await created()).toHaveLength(2)
})

test("a slug that someone else has taken is refused", async () => {
  const { emulator, worker, created } = await pending({ slugs: true })
  await emulator.addOrganization({ name: "Zeta", slug: "zeta" })

  await expect(worker.send("create-organization", { name: "Zeta", slug: "zeta" })).rejects.toMatchObject({
    code: "rejected",
    failure: { field: "slug" }
  })

  expect(await created()).toHaveLength(1)
})

test("nothing is created while storage.session is full", async () => {
  const { worker, created } = await pending()
  const full = vi
    .spyOn(chrome.storage.session, "set")
    .mockRejectedValue(new Error("QUOTA_BYTES quota exceeded"))

  for (let press = 0; press < 3; press++) {
    await expect(worker.send("create-organization", { name: "Zeta" })).rejects.toThrow()
  }
  expect(await created()).toEqual([])
  full.mockRestore()
  await worker.send("create-organization", { name: "Zeta" })

  expect(await created()).toEqual([named("Zeta")])
})

test("the first try fetches no list", async () => {
  const { emulator, worker } = await pending()
  const since = Date.now()

  await worker.send("create-organization", { name: "Zeta" })

  const asked = (await emulator.requests(since)).map(({ method, path }) => `${method} ${path}`)
  expect(asked).toEqual(["POST /v1/organizations", expect.stringMatching(/touch$/)])
})
