import { expect } from "vitest"
import { given, type TestEmulator } from "../../../../emulator/support"
import { type Scene, testStep } from "../../../../support/fault-table"
import { totpCode } from "../../../../support/totp-code"

const NO_DEVICE_TRUST = { deviceTrust: { enabled: false } }
const IN_ORGANIZATIONS = {
  ...NO_DEVICE_TRUST,
  organizations: {
    enabled: true,
    forceSelection: true,
    creationDefaults: true,
    maxAllowedMemberships: 100
  }
}
const WITH_MFA = {
  ...NO_DEVICE_TRUST,
  mfa: { required: true, authenticatorApp: true, phoneCode: true, backupCode: true }
}
const TOUCH = { method: "POST", path: "/v1/client/sessions/:id/touch" }
const signedIn = (scene: Scene) => scene.signIn()

async function organizations(emulator: TestEmulator, names: string[]) {
  const known = (await emulator.state()).organizations
  const idOf = async (name: string) =>
    known.find((organization) => organization.name === name)?.id ??
    (await emulator.addOrganization({ name })).id
  return Promise.all(names.map(idOf))
}

const inTwo = async (emulator: TestEmulator) => ({
  memberships: await organizations(emulator, ["Acme", "Globex"])
})
const invited = async (emulator: TestEmulator) => ({
  ...(await inTwo(emulator)),
  invitations: await organizations(emulator, ["Initech"])
})
const suggested = async (emulator: TestEmulator) => ({
  ...(await inTwo(emulator)),
  suggestions: await organizations(emulator, ["Umbrella"])
})

const stateOf = async ({ emulator, person }: Scene) =>
  given((await emulator.state()).users.find(({ id }) => id === person.id))

async function worksIn(scene: Scene, name: string) {
  const [session, ...others] = await scene.sessions()
  const { organizations, users } = await scene.emulator.state()
  const active = organizations.find(({ id }) => id === session?.activeOrganizationId)
  expect({ name: active?.name, others }).toEqual({ name, others: [] })
  expect(await scene.snapshot()).toMatchObject({ status: "active", organization: { name } })
  const memberships = users.find(({ id }) => id === scene.person.id)?.memberships ?? []
  expect(memberships.filter(({ organization }) => organization === active?.id)).toHaveLength(1)
}

testStep("a choice of organization", {
  settings: IN_ORGANIZATIONS,
  user: inTwo,
  given: async (scene) => {
    await scene.signIn()
    return given((await organizations(scene.emulator, ["Globex"]))[0])
  },
  command: "choose-organization",
  request: (organizationId) => ({ organizationId }),
  hits: TOUCH,
  done: (scene) => worksIn(scene, "Globex")
})

testStep("the organization that excludes others", {
  settings: { ...IN_ORGANIZATIONS, tasks: { autoActivateSingleMembership: false } },
  user: async (emulator) => {
    const [id] = await organizations(emulator, ["Hooli"])
    await emulator.changeOrganization(given(id), { exclusiveMembership: true })
    return { memberships: [given(id)] }
  },
  given: signedIn,
  command: "activate-exclusive-organization",
  request: () => undefined,
  hits: TOUCH,
  done: (scene) => worksIn(scene, "Hooli")
})

for (const hits of [{ method: "POST", path: "/v1/me/organization_invitations/:id/accept" }, TOUCH]) {
  testStep(`an invitation, at ${hits.path}`, {
    settings: IN_ORGANIZATIONS,
    user: invited,
    given: async (scene) => {
      await scene.signIn()
      return given((await stateOf(scene)).invitations[0]).id
    },
    command: "accept-invitation",
    request: (invitationId) => ({ invitationId }),
    hits,
    done: (scene) => worksIn(scene, "Initech")
  })
}

testStep("a suggestion", {
  settings: IN_ORGANIZATIONS,
  user: suggested,
  given: async (scene) => {
    await scene.signIn()
    return given((await stateOf(scene)).suggestions[0]).id
  },
  command: "accept-suggestion",
  request: (suggestionId) => ({ suggestionId }),
  hits: { method: "POST", path: "/v1/me/organization_suggestions/:id/accept" },
  done: async (scene, answers) => {
    expect(answers.at(-1)).toEqual({ isRequested: true })
    expect((await stateOf(scene)).suggestions).toMatchObject([{ status: "accepted" }])
  }
})

for (const hits of [{ method: "POST", path: "/v1/organizations" }, TOUCH]) {
  testStep(`a new organization, at ${hits.path}`, {
    settings: IN_ORGANIZATIONS,
    given: signedIn,
    command: "create-organization",
    request: (_, { number }) => ({ name: `Zeta ${number}` }),
    hits,
    done: async (scene) => {
      const name = `Zeta ${scene.number}`
      const { organizations } = await scene.emulator.state()
      expect(organizations.filter((organization) => organization.name === name)).toHaveLength(1)
      await worksIn(scene, name)
    }
  })
}

for (const [command, path, user, total] of [
  ["list-memberships", "/v1/me/organization_memberships", inTwo, 2],
  ["list-invitations", "/v1/me/organization_invitations", invited, 1],
  ["list-suggestions", "/v1/me/organization_suggestions", suggested, 1]
] as const) {
  testStep(command, {
    settings: IN_ORGANIZATIONS,
    user,
    given: signedIn,
    command,
    request: () => ({ offset: 0 }),
    hits: { method: "GET", path },
    done: async ({ sessions }, answers) => {
      expect(answers.at(-1)).toMatchObject({ total, rows: { length: total } })
      expect(await sessions()).toHaveLength(1)
    }
  })
}

testStep("what Clerk proposes for a new organization", {
  settings: IN_ORGANIZATIONS,
  given: signedIn,
  command: "get-creation-defaults",
  request: () => undefined,
  hits: { method: "GET", path: "/v1/me/organization_creation_defaults" },
  done: async ({ sessions }, answers) => {
    expect(answers.at(-1)).toMatchObject({ name: expect.any(String) })
    expect(await sessions()).toHaveLength(1)
  }
})

testStep("a changed password", {
  settings: { ...NO_DEVICE_TRUST, signIn: { emailCode: false } },
  user: () => ({ passwordCompromised: true }),
  given: signedIn,
  command: "change-password",
  request: () => ({ newPassword: "brand-new-staple-4711", signOutOfOtherSessions: true }),
  hits: { method: "POST", path: "/v1/me/change_password" },
  done: async (scene) => {
    expect((await stateOf(scene)).passwordCompromised).toBe(false)
    expect(await scene.sessions()).toMatchObject([{ status: "active" }])
    expect(await scene.snapshot()).toMatchObject({ status: "active" })
  }
})

testStep("the key for an authenticator app", {
  settings: WITH_MFA,
  given: signedIn,
  command: "start-totp",
  request: () => undefined,
  hits: { method: "POST", path: "/v1/me/totp" },
  done: async ({ send }, answers) => {
    const [shown] = answers.slice(-1)
    expect(shown).toMatchObject({ secret: expect.any(String) })
    // Clerk verifies the secret that is shown.
    await send("verify-totp", { code: totpCode(shown?.secret) })
  }
})

type Added = { backupCodes: string[] | null }

async function isSetUp(scene: Scene, answers: Added[]) {
  const { hasSecondFactor, backupCodesLeft } = await stateOf(scene)
  expect({ hasSecondFactor, backupCodesLeft }).toEqual({ hasSecondFactor: true, backupCodesLeft: 10 })
  expect(await scene.snapshot()).toMatchObject({ status: "active" })
  // Either an answer had them, or the page requests new ones.
  const [shown] = answers.flatMap(({ backupCodes }) => (backupCodes ? [backupCodes] : [])).slice(-1)
  expect(shown ?? (await scene.send("create-backup-codes")).backupCodes).toHaveLength(10)
}

testStep("the first code of an authenticator app", {
  settings: WITH_MFA,
  given: async (scene) => {
    await scene.signIn()
    return (await scene.send("start-totp")).secret
  },
  command: "verify-totp",
  request: (secret) => ({ code: totpCode(secret) }),
  hits: { method: "POST", path: "/v1/me/totp/attempt_verification" },
  done: isSetUp
})

testStep("new backup codes", {
  settings: WITH_MFA,
  given: async (scene) => {
    await scene.signIn()
    const { secret } = await scene.send("start-totp")
    await scene.send("verify-totp", { code: totpCode(secret) })
  },
  command: "create-backup-codes",
  request: () => undefined,
  hits: { method: "POST", path: "/v1/me/backup_codes" },
  done: isSetUp
})

const phoneNumberOf = ({ number }: Scene) => `+1201555${2000 + number}`
const added = async (scene: Scene) => {
  await scene.signIn()
  return (await scene.send("add-phone-number", { phoneNumber: phoneNumberOf(scene) })).phoneNumberId
}

for (const path of ["/v1/me/phone_numbers", "/v1/me/phone_numbers/:id/prepare_verification"]) {
  testStep(`a phone number, at ${path}`, {
    settings: WITH_MFA,
    given: signedIn,
    command: "add-phone-number",
    request: (_, scene) => ({ phoneNumber: phoneNumberOf(scene) }),
    hits: { method: "POST", path },
    done: async (scene, answers) => {
      const numbers = await scene.send("list-phone-numbers")
      expect(numbers).toEqual([answers.at(-1)])
      expect((await scene.inbox(phoneNumberOf(scene))).length).toBeGreaterThan(0)
    }
  })
}

testStep("a new code for a phone number", {
  settings: WITH_MFA,
  given: async (scene) => {
    const id = await added(scene)
    // Clerk sends no new code for a while.
    await scene.emulator.moveClock(60 * scene.number)
    return id
  },
  command: "send-phone-code",
  request: (phoneNumberId) => ({ phoneNumberId }),
  hits: { method: "POST", path: "/v1/me/phone_numbers/:id/prepare_verification" },
  done: async (scene) => {
    expect((await scene.inbox(phoneNumberOf(scene))).length).toBeGreaterThan(1)
  }
})

for (const hits of [
  { method: "POST", path: "/v1/me/phone_numbers/:id/attempt_verification" },
  { method: "PATCH", path: "/v1/me/phone_numbers/:id" }
]) {
  testStep(`the code for a phone number, at ${hits.method} ${hits.path}`, {
    settings: WITH_MFA,
    given: async (scene) => {
      const phoneNumberId = await added(scene)
      return { phoneNumberId, code: given((await scene.inbox(phoneNumberOf(scene)))[0]).code }
    },
    command: "verify-phone-number",
    request: (prepared) => prepared,
    hits,
    done: isSetUp
  })
}

testStep("a phone number that is verified already", {
  settings: WITH_MFA,
  user: (_, number) => ({ phone: `+1201555${2000 + number}` }),
  given: async (scene) => {
    await scene.signIn()
    return given((await scene.send("list-phone-numbers"))[0]).phoneNumberId
  },
  command: "use-phone-number",
  request: (phoneNumberId) => ({ phoneNumberId }),
  hits: { method: "PATCH", path: "/v1/me/phone_numbers/:id" },
  done: isSetUp
})
