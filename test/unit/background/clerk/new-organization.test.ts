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

/** Creates the organization, but doesn't activate it. */
async function failsToActivate({ emulator, create }: Given, name: string, slug: string) {
  await emulator.setFaults([{ match: { path: "/v1/client/sessions/*/touch" }, times: 1, status: 500 }])
  await expect(create(name, slug)).rejects.toMatchObject({ code: "clerk-down" })
}

test("a retry continues with the existing organization", async () => {
  const given = await worker()
  await failsToActivate(given, "Acme", "acme")

  await given.create("Acme", "acme")

  expect(await given.slugs()).toEqual(["acme"])
  expect(await given.snapshot()).toMatchObject({ status: "active", organization: { slug: "acme" } })
})

test.for([
  ["slug", "Acme", "acme-2"],
  ["name", "Acme Two", "acme-2"]
] as const)("another %s corrects the existing organization", async ([_, name, slug]) => {
  const given = await worker()
  await failsToActivate(given, "Acme", "acme")

  await given.create(name, slug)

  expect(await given.slugs()).toEqual(["acme-2"])
  expect(await given.snapshot()).toMatchObject({ organization: { name, slug: "acme-2" } })
})

test("an organization that was deleted since is created again", async () => {
  const given = await worker()
  await failsToActivate(given, "Acme", "acme")
  const [made] = (await given.emulator.state()).organizations
  await given.emulator.deleteOrganization(made?.id ?? "")

  await given.create("Acme", "acme")

  expect(await given.snapshot()).toMatchObject({ status: "active", organization: { slug: "acme" } })
})

test("a created organization is forgotten once it's active: the same request again is refused", async () => {
  const given = await worker()
  await given.create("Acme", "acme")

  await expect(given.create("Acme", "acme")).rejects.toMatchObject({
    code: "rejected",
    failure: { field: "slug" }
  })

  expect(await given.slugs()).toEqual(["acme"])
})

test("a picture is stored, and a picture that can't be stored stops nothing", async () => {
  const given = await worker()
  expect(await given.create("Acme", "acme", PICTURE)).toMatchObject({ logoFailed: false })
  expect(await given.snapshot()).toMatchObject({ organization: { hasImage: true } })

  await given.emulator.setFaults([{ match: { path: "/v1/organizations/*/logo" }, status: 500 }])
  expect(await given.create("Globex", "globex", PICTURE)).toMatchObject({ logoFailed: true })

  expect(await given.snapshot()).toMatchObject({ organization: { name: "Globex", hasImage: false } })
})

test("without a picture, no logo has failed", async () => {
  expect(await (await worker()).create("Acme", "acme")).toMatchObject({ logoFailed: false })
})
