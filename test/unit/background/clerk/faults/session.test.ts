import { expect } from "vitest"
import { given, PASSWORD } from "../../../../emulator/support"
import { type Scene, testStep } from "../../../../support/fault-table"

const NO_DEVICE_TRUST = { deviceTrust: { enabled: false } }
const SEVERAL = { ...NO_DEVICE_TRUST, session: { multiSession: true } }
const at = (step: string) => ({ method: "POST", path: `/v1/client/sessions/:id/${step}` })
const signedIn = (scene: Scene) => scene.signIn()

async function friendSignedInToo({ emulator, number, send }: Scene) {
  const identifier = `friend${number}@example.com`
  await emulator.addUser({ email: identifier, password: PASSWORD })
  await send("attempt-first-factor", { strategy: "password", identifier, password: PASSWORD })
}

async function ownSession({ sessions }: Scene) {
  return given((await sessions())[0]).id
}

testStep("another account", {
  settings: SEVERAL,
  given: async (scene) => {
    await scene.signIn()
    await friendSignedInToo(scene)
    return ownSession(scene)
  },
  command: "switch-session",
  request: (sessionId) => ({ sessionId }),
  hits: at("touch"),
  done: async ({ snapshot, sessions }, _, sessionId) => {
    expect(await snapshot()).toMatchObject({ status: "active", sessionId })
    expect(await sessions()).toHaveLength(1)
  }
})

testStep("a sign-out", {
  settings: NO_DEVICE_TRUST,
  given: signedIn,
  command: "sign-out",
  request: () => ({}),
  hits: { method: "DELETE", path: "/v1/client/sessions" },
  // Then it syncs, and finds the session.
  fails: { "200 with nulls": "unexpected" },
  done: async ({ snapshot, sessions }) => {
    expect(await sessions()).toEqual([])
    expect(await snapshot()).toMatchObject({ status: "signed-out" })
  }
})

testStep("a sign-out of one of two accounts", {
  settings: SEVERAL,
  given: async (scene) => {
    await scene.signIn()
    await friendSignedInToo(scene)
    return ownSession(scene)
  },
  command: "sign-out",
  request: (sessionId) => ({ sessionId }),
  hits: at("remove"),
  done: async ({ snapshot, sessions }) => {
    expect(await sessions()).toEqual([])
    expect(await snapshot()).toMatchObject({ status: "active", sessions: [expect.anything()] })
  }
})

testStep("a token", {
  settings: NO_DEVICE_TRUST,
  given: signedIn,
  command: "get-token",
  request: () => ({ skipCache: true }),
  hits: at("tokens"),
  done: async ({ sessions }, answers) => {
    expect(answers.at(-1)).toMatch(/^eyJ/)
    expect(await sessions()).toHaveLength(1)
  }
})

testStep("the start of a reverification", {
  settings: { ...NO_DEVICE_TRUST, reverification: { enabled: true } },
  given: signedIn,
  command: "start-reverification",
  request: () => undefined,
  hits: at("verify"),
  done: async ({ sessions }, answers) => {
    expect(answers.at(-1)).toMatchObject({ status: "needs-first-factor" })
    expect(await sessions()).toHaveLength(1)
  }
})

testStep("the code of a reverification", {
  settings: { ...NO_DEVICE_TRUST, reverification: { enabled: true } },
  given: async (scene) => {
    await scene.signIn()
    const asked = await scene.send("start-reverification")
    const factors = asked.status === "needs-first-factor" ? asked.factors : []
    const factor = factors.find(({ strategy }) => strategy === "email_code")
    return factor && "sendTo" in factor ? factor.sendTo.id : ""
  },
  command: "send-reverification-code",
  request: (id) => ({ level: "first", strategy: "email_code", id }),
  hits: at("verify/prepare_first_factor"),
  done: async ({ inbox }) => {
    expect((await inbox()).length).toBeGreaterThan(0)
  }
})

testStep("the proof of a reverification", {
  settings: { ...NO_DEVICE_TRUST, reverification: { enabled: true } },
  given: async (scene) => {
    await scene.signIn()
    await scene.send("start-reverification")
  },
  command: "attempt-reverification",
  request: (_, { person }) => ({ level: "first", strategy: "password", password: person.password }),
  hits: at("verify/attempt_first_factor"),
  done: async ({ sessions }, answers) => {
    expect(answers.at(-1)).toEqual({ status: "complete" })
    expect(await sessions()).toHaveLength(1)
  }
})
