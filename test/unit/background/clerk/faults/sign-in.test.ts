import { expect } from "vitest"
import { given } from "../../../../emulator/support"
import { type Scene, testStep } from "../../../../support/fault-table"
import { totpCode } from "../../../../support/totp-code"

const NO_DEVICE_TRUST = { deviceTrust: { enabled: false } }
const DEVICE_TRUST = { deviceTrust: { enabled: true } }
const SIGN_INS = { method: "POST", path: "/v1/client/sign_ins" }
const SIGN_UPS = { method: "POST", path: "/v1/client/sign_ups" }
const at = (step: string) => ({ method: "POST", path: `/v1/client/sign_ins/:id/${step}` })

const newestCode = async ({ inbox }: Scene, to?: string) => given((await inbox(to))[0]).code
const attemptOf = async ({ snapshot }: Scene) => {
  const known = await snapshot()
  return known.status === "signed-out" ? known.attempt : null
}
const codeAskedFor = (scene: Scene) =>
  scene.send("start-sign-in", { identifier: scene.person.email, by: "code" })

const withPassword = {
  command: "attempt-first-factor",
  request: (_: unknown, { person: { email, password } }: Scene) =>
    ({ strategy: "password", identifier: email, password }) as const
} as const

async function isSignedIn(scene: Scene) {
  expect(await scene.sessions()).toMatchObject([{ status: "active" }])
  expect(await scene.snapshot()).toMatchObject({ status: "active" })
}

/** The ID of the address or number that a code goes to. */
async function sendToId(scene: Scene, strategy: "email_code" | "phone_code") {
  const attempt = await attemptOf(scene)
  if (attempt?.kind !== "sign-in") throw new Error("No sign-in is under way.")
  const factor = [...attempt.factors, ...attempt.secondFactors].find((each) => each.strategy === strategy)
  return factor && "sendTo" in factor ? factor.sendTo.id : ""
}

async function codeIsAwaited(scene: Scene) {
  expect(await attemptOf(scene)).toMatchObject({ sent: { strategy: expect.stringMatching(/code$/) } })
}

testStep("a password", {
  settings: NO_DEVICE_TRUST,
  ...withPassword,
  hits: SIGN_INS,
  done: isSignedIn
})

testStep("the session of a password becomes the current one", {
  settings: NO_DEVICE_TRUST,
  ...withPassword,
  hits: { method: "POST", path: "/v1/client/sessions/:id/touch" },
  done: isSignedIn
})

for (const hits of [SIGN_INS, at("prepare_first_factor")]) {
  testStep(`an email with a code, at ${hits.path}`, {
    settings: NO_DEVICE_TRUST,
    command: "start-sign-in",
    request: (_, { person }) => ({ identifier: person.email, by: "code" }),
    hits,
    done: codeIsAwaited
  })
}

testStep("a code by email", {
  settings: NO_DEVICE_TRUST,
  given: async (scene) => {
    await codeAskedFor(scene)
    return newestCode(scene)
  },
  command: "attempt-first-factor",
  request: (code) => ({ strategy: "email_code", code }),
  hits: at("attempt_first_factor"),
  done: isSignedIn
})

testStep("a new code", {
  settings: NO_DEVICE_TRUST,
  given: async (scene) => {
    await codeAskedFor(scene)
    // Clerk sends no new code for a while.
    await scene.emulator.moveClock(60 * scene.number)
    return sendToId(scene, "email_code")
  },
  command: "send-code",
  request: (id) => ({ for: "first-factor", strategy: "email_code", id }),
  hits: at("prepare_first_factor"),
  done: codeIsAwaited
})

testStep("a new password in place of a forgotten one", {
  settings: NO_DEVICE_TRUST,
  given: async (scene) => {
    await scene.send("start-sign-in", { identifier: scene.person.email, by: "reset" })
    await scene.send("attempt-first-factor", {
      strategy: "reset_password_email_code",
      code: await newestCode(scene)
    })
  },
  command: "set-new-password",
  request: () => ({ newPassword: "brand-new-staple-4711", signOutOfOtherSessions: false }),
  hits: at("reset_password"),
  done: isSignedIn
})

testStep("the code of an authenticator app", {
  settings: { ...NO_DEVICE_TRUST, mfa: { authenticatorApp: true } },
  user: () => ({ totp: true }),
  given: (scene) => scene.signIn(),
  command: "attempt-second-factor",
  request: (_, { person }) => ({ strategy: "totp", code: totpCode(person.totpSecret) }),
  hits: at("attempt_second_factor"),
  done: isSignedIn
})

testStep("a text message as second factor", {
  settings: { ...NO_DEVICE_TRUST, mfa: { phoneCode: true } },
  user: (_, number) => ({ phone: `+1201555${2000 + number}`, phoneSecondFactor: true }),
  given: async (scene) => {
    await scene.signIn()
    return sendToId(scene, "phone_code")
  },
  command: "send-code",
  request: (id) => ({ for: "second-factor", strategy: "phone_code", id }),
  hits: at("prepare_second_factor"),
  joinsTheFirst: true,
  done: codeIsAwaited
})

testStep("the code for a new device", {
  settings: DEVICE_TRUST,
  given: async (scene) => {
    await scene.signIn()
    return newestCode(scene)
  },
  command: "attempt-second-factor",
  request: (code) => ({ strategy: "email_code", code }),
  hits: at("attempt_second_factor"),
  done: isSignedIn
})

testStep("a password on a new device, whose code is sent", {
  settings: DEVICE_TRUST,
  ...withPassword,
  hits: at("prepare_second_factor"),
  done: codeIsAwaited
})

testStep("the challenge for a passkey", {
  settings: { ...NO_DEVICE_TRUST, passkeys: { enabled: true, rpId: "example.com" } },
  command: "start-passkey",
  request: () => ({ for: "sign-in" }),
  hits: SIGN_INS,
  done: async (_, answers) => {
    expect(answers.at(-1)).toMatchObject({ challenge: expect.any(String) })
  }
})

const newcomer = ({ number }: Scene) => `new${number}@example.com`

async function isVerifying(scene: Scene) {
  expect(await attemptOf(scene)).toMatchObject({ kind: "sign-up", step: "verification", isSent: true })
  expect((await scene.emulator.state()).users.map(({ email }) => email)).not.toContain(newcomer(scene))
}

for (const hits of [SIGN_UPS, { method: "POST", path: "/v1/client/sign_ups/:id/prepare_verification" }]) {
  testStep(`a sign-up, at ${hits.path}`, {
    command: "sign-up",
    request: (_, scene) => ({ emailAddress: newcomer(scene), password: scene.person.password }),
    hits,
    done: isVerifying
  })
}

testStep("what a sign-up still needs", {
  given: (scene) => scene.send("sign-up", { emailAddress: newcomer(scene) }),
  command: "update-sign-up",
  request: (_, { person }) => ({ password: person.password }),
  hits: { method: "PATCH", path: "/v1/client/sign_ups/:id" },
  done: isVerifying
})

testStep("the code of a sign-up", {
  given: async (scene) => {
    await scene.send("sign-up", { emailAddress: newcomer(scene), password: scene.person.password })
    return newestCode(scene, newcomer(scene))
  },
  command: "attempt-sign-up-code",
  request: (code) => ({ strategy: "email_code", code }),
  hits: { method: "POST", path: "/v1/client/sign_ups/:id/attempt_verification" },
  done: async (scene) => {
    const { users, sessions } = await scene.emulator.state()
    const created = users.filter(({ email }) => email === newcomer(scene))
    expect(created).toHaveLength(1)
    expect(sessions.filter(({ userId }) => userId === created[0]?.id)).toMatchObject([{ status: "active" }])
    expect(await scene.snapshot()).toMatchObject({ status: "active" })
  }
})

testStep("an invitation to the app", {
  settings: { signUp: { mode: "restricted" } },
  given: async (scene) => (await scene.emulator.inviteToApp({ emailAddress: newcomer(scene) })).ticket,
  command: "use-invitation",
  request: (ticket) => ({ ticket }),
  hits: SIGN_UPS,
  done: async (scene) => {
    expect(await attemptOf(scene)).toMatchObject({ kind: "sign-up", step: "missing-fields" })
  }
})

testStep("the waitlist", {
  settings: { signUp: { mode: "waitlist" } },
  command: "join-waitlist",
  request: (_, scene) => ({ emailAddress: newcomer(scene) }),
  hits: { method: "POST", path: "/v1/waitlist" },
  done: async (scene) => {
    const entries = await scene.emulator.waitlist()
    expect(entries.filter(({ emailAddress }) => emailAddress === newcomer(scene))).toHaveLength(1)
    expect(await scene.snapshot()).toMatchObject({ waitlistedAs: newcomer(scene) })
  }
})
