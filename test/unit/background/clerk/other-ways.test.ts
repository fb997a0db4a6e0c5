import { expect, test } from "vitest"
import type { SettingsPatch } from "../../../../emulator/model/settings"
import { clientOf, emulate, PASSWORD } from "../../../emulator/support"
import type { NewUser } from "../../../support/emulator-client"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

const EMAIL = "ada+clerk_test@example.com"
const PHONE = "+12015550123"
const CODE = "424242"

const settings = {
  mfa: { required: true, authenticatorApp: true, phoneCode: true },
  signIn: { phoneCode: true, username: true },
  reverification: { enabled: true, force: true }
} satisfies SettingsPatch

/** The worker of a user who has just signed in, with their number if they have no address. */
async function workerOf(user: NewUser) {
  const emulator = await emulate()
  await emulator.changeSettings(settings)
  await emulator.addUser(user)
  const worker = await ownerWithClerk(emulator)
  const clerk = await worker.clerk()
  const { signIn } = clientOf(clerk as never)
  if (user.email) {
    await worker.signIn(user.email, PASSWORD)
  } else {
    await signIn.create({ identifier: PHONE, strategy: "phone_code" })
    await signIn.attemptFirstFactor({ strategy: "phone_code", code: CODE })
    await worker.owner.sync({ force: true })
  }
  return { ...worker, emulator }
}

const both = ["phone_code", "totp"]
const withEmail = { email: EMAIL, password: PASSWORD }
const connectedTo = (disableAdditionalIdentifications: boolean) => ({
  ...withEmail,
  enterpriseAccounts: [{ disableAdditionalIdentifications }]
})

test.each<[string, NewUser, string[]]>([
  ["a user with an address", withEmail, both],
  ["a user whose company allows more", connectedTo(false), both],
  ["a user whose company allows nothing more", connectedTo(true), ["totp"]]
])("%s may add the second factors that are available to them", async (_who, user, methods) => {
  const { snapshot } = await workerOf(user)

  expect(await snapshot()).toMatchObject({ status: "pending", tasks: ["setup-mfa"], mfaMethods: methods })
})

test.each<[string, NewUser, string[]]>([
  ["the only way in", { phone: PHONE }, []],
  ["beside an address", { ...withEmail, phone: PHONE }, [PHONE]],
  ["beside Google", { phone: PHONE, externalAccounts: ["google"] }, [PHONE]],
  ["beside a company", { phone: PHONE, enterpriseAccounts: [{}] }, [PHONE]],
  ["beside a passkey", { phone: PHONE, passkeys: ["Laptop"] }, [PHONE]],
  ["beside a wallet", { phone: PHONE, web3Wallets: ["0x1"] }, [PHONE]],
  ["beside a username", { phone: PHONE, username: "ada" }, [PHONE]]
])("whether a number may become the second factor if it's %s", async (_where, user, numbers) => {
  const { send } = await workerOf(user)

  expect((await send("list-phone-numbers")).map(({ phoneNumber }) => phoneNumber)).toEqual(numbers)
})

test("a user's identifier is their address, else their username, else their number", async () => {
  const { snapshot } = await workerOf({ phone: PHONE, username: "ada" })
  expect(await snapshot()).toMatchObject({ user: { identifier: "ada", primaryPhoneNumber: PHONE } })

  const other = await workerOf({ ...withEmail, username: "bob" })
  expect(await other.snapshot()).toMatchObject({ user: { identifier: EMAIL, username: "bob" } })
})

test("a user who has only a number reverifies with it", async () => {
  const { emulator, send } = await workerOf({ phone: PHONE })
  await expect(send("start-totp")).rejects.toMatchObject({ code: "reverification-required" })

  const started = await send("start-reverification")
  const [factor] = started.status === "complete" ? [] : started.factors
  expect(factor).toMatchObject({ level: "first", strategy: "phone_code" })
  const id = factor && "sendTo" in factor ? factor.sendTo.id : ""
  await send("send-reverification-code", { level: "first", strategy: "phone_code", id })
  expect(
    await send("attempt-reverification", { level: "first", strategy: "phone_code", code: CODE })
  ).toEqual({
    status: "complete"
  })

  await send("start-totp")
  expect((await emulator.state()).users).toHaveLength(1)
})
