import { afterEach, expect, test, vi } from "vitest"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

const ADA = "ada@example.com"
const PICTURE = "data:image/png;base64,iVBORw0KGgo="

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Ada has to choose an organization, and there is none. */
async function worker() {
  const emulator = await emulate()
  await emulator.changeSettings({
    organizations: { enabled: true, forceSelection: true, slugDisabled: false }
  })
  await emulator.addUser({ email: ADA, password: PASSWORD })
  const { signIn, send, snapshot } = await ownerWithClerk(emulator)
  await signIn(ADA, PASSWORD)
  return {
    emulator,
    snapshot,
    create: (name: string, slug: string, logo?: string) =>
      send("create-organization", { name, slug, ...(logo !== undefined && { logo }) }),
    slugs: async () => (await emulator.state()).organizations.map((organization) => organization.slug)
  }
}

type Given = Awaited<ReturnType<typeof worker>>

/** The organization is made, but not the active one. */
async function failsToActivate({ emulator, create }: Given, name: string, slug: string) {
  await emulator.setFaults([{ match: { path: "/v1/client/sessions/*/touch" }, times: 1, status: 500 }])
  await expect(create(name, slug)).rejects.toMatchObject({ code: "clerk-down" })
}

test("trying again goes on with the organization that is there", async () => {
  const given = await worker()
  await failsToActivate(given, "Acme", "acme")

  await given.create("Acme", "acme")

  expect(await given.slugs()).toEqual(["acme"])
  expect(await given.snapshot()).toMatchObject({ status: "active", organization: { slug: "acme" } })
})

test.for([
  ["slug", "Acme", "acme-2"],
  ["name", "Acme Two", "acme-2"]
] as const)("another %s corrects the organization that is there", async ([_, name, slug]) => {
  const given = await worker()
  await failsToActivate(given, "Acme", "acme")

  await given.create(name, slug)

  expect(await given.slugs()).toEqual(["acme-2"])
  expect(await given.snapshot()).toMatchObject({ organization: { name, slug: "acme-2" } })
})

test("one that has been deleted since is made again", async () => {
  const given = await worker()
  await failsToActivate(given, "Acme", "acme")
  const [made] = (await given.emulator.state()).organizations
  await given.emulator.deleteOrganization(made?.id ?? "")

  await given.create("Acme", "acme")

  expect(await given.snapshot()).toMatchObject({ status: "active", organization: { slug: "acme" } })
})

test("what was made is forgotten once it is the active one: the same again is refused", async () => {
  const given = await worker()
  await given.create("Acme", "acme")

  await expect(given.create("Acme", "acme")).rejects.toMatchObject({
    code: "rejected",
    failure: { field: "slug" }
  })

  expect(await given.slugs()).toEqual(["acme"])
})

test("a picture is stored, and one that cannot be stops nothing", async () => {
  const given = await worker()
  expect(await given.create("Acme", "acme", PICTURE)).toMatchObject({ logoFailed: false })
  expect(await given.snapshot()).toMatchObject({ organization: { hasImage: true } })

  await given.emulator.setFaults([{ match: { path: "/v1/organizations/*/logo" }, status: 500 }])
  expect(await given.create("Globex", "globex", PICTURE)).toMatchObject({ logoFailed: true })

  expect(await given.snapshot()).toMatchObject({ organization: { name: "Globex", hasImage: false } })
})

test("without a picture none has failed", async () => {
  expect(await (await worker()).create("Acme", "acme")).toMatchObject({ logoFailed: false })
})
