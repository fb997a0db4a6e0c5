import { expect, test } from "vitest"
import { emulate, PASSWORD, request, signInElsewhere, type TestEmulator } from "./support"

const get = async ({ call }: TestEmulator, path: string) => (await call("GET", path)).json()

test("users come in pages, with their live sessions, and are found by their identifiers", async () => {
  const emulator = await emulate()
  await emulator.addUsers(3, { email: "member@acme.com", firstName: "Grace", password: PASSWORD })
  const { sessionId } = await signInElsewhere(emulator, "member2@acme.com")

  const page = await get(emulator, "/users?limit=2&offset=1")
  const found = await get(emulator, "/users?search=MEMBER3")
  const named = await get(emulator, "/users?search=grace&limit=1")

  expect(page).toMatchObject({
    total: 3,
    data: [{ email: "member2@acme.com", sessions: [{ id: sessionId, status: "active" }] }, { sessions: [] }]
  })
  expect(found).toMatchObject({ total: 1, data: [{ email: "member3@acme.com" }] })
  expect(named).toMatchObject({ total: 3, data: [{ email: "member1@acme.com" }] })
})

test("organizations come in pages, and are found by name, slug, domain or ID", async () => {
  const emulator = await emulate()
  await emulator.addOrganizations(12, { name: "Branch" })
  const { id } = await emulator.addOrganization({ name: "Acme", domain: "acme.example" })

  const page = await get(emulator, "/organizations?limit=5&offset=10")
  const found = [
    await get(emulator, `/organizations?search=${id}`),
    await get(emulator, "/organizations?search=acme.example")
  ]

  expect(page).toMatchObject({ total: 13, data: [{ slug: "branch-11" }, {}, { id }] })
  expect(found.map(({ data }) => data[0].id)).toEqual([id, id])
})

test.each([
  "/users?limit=x",
  "/users?limit=501",
  "/organizations?offset=-1",
  "/users?size=3",
  "/requests?since=now"
])("a list with invalid parameters is refused: %s", async (path) => {
  const { call } = await emulate()

  expect((await call("GET", path)).status).toBe(400)
})

test("every seed names the users who can sign in", async () => {
  const emulator = await emulate()
  const seeds: { name: string; accounts: { address: string; password: string }[] }[] = await get(
    emulator,
    "/seeds"
  )

  for (const { name, accounts } of seeds) {
    await emulator.reset(name)
    expect((await get(emulator, "/instance")).seed).toBe(name)
    for (const { address, password } of accounts) {
      const body = { identifier: address, password }
      const answer = (await request(emulator, "/client/sign_ins", { method: "POST", body })).json()
      // A correct but breached password is refused as breached.
      expect(answer.errors?.[0].code ?? answer.response.status).toMatch(
        /^(complete|needs_|form_password_compromised)/
      )
    }
    expect(accounts).toHaveLength((await emulator.state()).users.length)
  }
  expect(seeds.map(({ name }) => name)).toContain("new-app")
})

test("every listener hears of every change, whether it comes through the API or the control API", async () => {
  const emulator = await emulate()
  const response = await emulator.call("GET", "/events")
  const reader = response.body?.getReader()
  const heard = async () => new TextDecoder().decode((await reader?.read())?.value)

  const first = await heard()
  await request(emulator, "/client")
  const second = await heard()
  await emulator.addUser({ email: "ada@acme.com" })
  const third = await heard()
  await reader?.cancel()

  expect([first, second, third].map((text) => text.split("\n")[0])).toEqual(Array(3).fill("event: change"))
})
