import { expect, test } from "vitest"
import { totpCode } from "../support/totp-code"
import {
  choose,
  clientOf,
  emulate,
  loadClerk,
  refusalOf,
  sessionOf,
  signIn,
  taskKeys,
  userOf
} from "./support"

const CODE = "424242"
const EMAIL = "ada+clerk_test@example.com"
const BETTER = "tin-whistle-under-9-stars"

test("all tasks are done one after the other, each in the answer of its call", async () => {
  const emulator = await emulate()
  await emulator.reset("pending-every-task")
  const clerk = await loadClerk(emulator)
  const left = [taskKeys(await signIn(clerk, EMAIL))]

  await userOf(clerk).updatePassword({ newPassword: BETTER })
  left.push(taskKeys(sessionOf(clerk)))
  const { secret } = await userOf(clerk).createTOTP()
  await userOf(clerk).verifyTOTP({ code: totpCode(secret) })
  left.push(taskKeys(sessionOf(clerk)))
  await choose(clerk, userOf(clerk).organizationMemberships[0]?.organization.id ?? "")

  expect(left).toEqual([
    ["reset-password", "setup-mfa", "choose-organization"],
    ["setup-mfa", "choose-organization"],
    ["choose-organization"]
  ])
  expect(sessionOf(clerk).status).toBe("active")
})

test("the order of the tasks can be changed, and they can be done in any", async () => {
  const emulator = await emulate()
  await emulator.reset("pending-every-task")
  await emulator.changeSettings({ tasks: { order: ["choose-organization", "setup-mfa"] } })
  const clerk = await loadClerk(emulator)
  const before = taskKeys(await signIn(clerk, EMAIL))

  await userOf(clerk).updatePassword({ newPassword: BETTER })

  expect(before).toEqual(["choose-organization", "setup-mfa", "reset-password"])
  expect(taskKeys(sessionOf(clerk))).toEqual(["choose-organization", "setup-mfa"])
})

test("the SDK's listeners hear of every task", async () => {
  const emulator = await emulate()
  await emulator.reset("pending-every-task")
  const clerk = await loadClerk(emulator)
  const heard: (string | undefined)[] = []
  clerk.addListener(({ session }) => {
    const key = session?.currentTask?.key
    if (session && heard.at(-1) !== key) heard.push(key)
  })

  await signIn(clerk, EMAIL)
  await userOf(clerk).updatePassword({ newPassword: BETTER })
  const { secret } = await userOf(clerk).createTOTP()
  await userOf(clerk).verifyTOTP({ code: totpCode(secret) })
  await choose(clerk, userOf(clerk).organizationMemberships[0]?.organization.id ?? "")

  expect(heard).toEqual(["reset-password", "setup-mfa", "choose-organization", undefined])
})

test("each change dates the session and mints a new token", async () => {
  const emulator = await emulate()
  await emulator.reset("pending-every-task")
  const clerk = await loadClerk(emulator)
  const seen: { at: number; jwt: string | undefined }[] = []
  const look = () => {
    const { updatedAt, lastActiveToken } = sessionOf(clerk)
    seen.push({ at: updatedAt.getTime(), jwt: lastActiveToken?.getRawString() })
  }

  await signIn(clerk, EMAIL)
  look()
  await userOf(clerk).updatePassword({ newPassword: BETTER })
  look()
  await emulator.changeSettings({ mfa: { required: false } })
  await sessionOf(clerk).reload()
  look()
  await choose(clerk, userOf(clerk).organizationMemberships[0]?.organization.id ?? "")
  look()

  const times = seen.map(({ at }) => at)
  expect(times).toEqual([...new Set(times)].sort((one, other) => one - other))
  expect(new Set(seen.map(({ jwt }) => jwt)).size).toBe(4)
})

test("a pending session survives a reload of the SDK with its task", async () => {
  const emulator = await emulate()
  await emulator.reset("pending-setup-mfa")
  const stored = {}
  await signIn(await loadClerk(emulator, stored), EMAIL)

  const clerk = await loadClerk(emulator, stored)

  expect(clerk.session?.status).toBe("pending")
  expect(clerk.session?.currentTask?.key).toBe("setup-mfa")
})

test.each([
  ["active", []],
  ["pending-choose-organization", ["choose-organization"]],
  ["pending-reset-password", ["reset-password"]],
  ["pending-setup-mfa", ["setup-mfa"]],
  ["pending-every-task", ["reset-password", "setup-mfa", "choose-organization"]]
])("the seed %s has Ada sign in to %j", async (seed, tasks) => {
  const emulator = await emulate()
  await emulator.reset(seed)

  const session = await signIn(await loadClerk(emulator), EMAIL)

  expect(taskKeys(session)).toEqual(tasks)
})

test.each([
  ["maya", ["reset-password", "setup-mfa", "choose-organization"], "complete"],
  ["felix", ["reset-password"], "needs_second_factor"],
  ["sofia", ["setup-mfa"], "needs_client_trust"],
  ["jonas", ["choose-organization"], "needs_second_factor"],
  ["amara", [], "needs_second_factor"],
  ["lena", ["choose-organization"], "needs_second_factor"],
  ["tomas", ["choose-organization"], "needs_second_factor"]
])("in an app created today %s has the tasks %j, after %s", async (name, tasks, status) => {
  const emulator = await emulate()
  await emulator.reset("new-app")
  const clerk = await loadClerk(emulator)
  const { signIn } = clientOf(clerk)
  const identifier = `${name}+clerk_test@northwind.example`
  const password = "sunny-harbor-37-lanterns"

  if (tasks.includes("reset-password")) {
    expect(await refusalOf(signIn.create({ identifier, password }))).toMatchObject({
      code: "form_password_compromised"
    })
    await signIn.create({ identifier, strategy: "email_code" })
    await signIn.attemptFirstFactor({ strategy: "email_code", code: CODE })
  } else {
    await signIn.create({ identifier, password })
  }
  expect(signIn.status).toBe(status)
  const [factor] = signIn.supportedSecondFactors ?? []
  if (factor) {
    await signIn.prepareSecondFactor(factor as never)
    await signIn.attemptSecondFactor({ strategy: factor.strategy as "email_code", code: CODE })
  }

  expect(taskKeys(clientOf(clerk).sessions[0])).toEqual(tasks)
})
