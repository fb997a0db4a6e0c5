import { startEmulator } from "../emulator/start"
import { createEmulatorClient } from "../test/support/emulator-client"
import { startBrowser } from "./browser"
import type { Built } from "./builds"
import { type Device, newDevice } from "./device"
import { installSubject, type Subject } from "./subject"

export type Bench = Awaited<ReturnType<typeof startBench>>

type Latency = { milliseconds: number; name: string }

const LATENCIES: Latency[] = [
  { milliseconds: 0, name: "no added latency" },
  { milliseconds: 100, name: "100 ms added" }
]

const PASSWORD = "correct-horse-battery-staple"

/** One browser with the extensions, and one emulator, which has as many users and organizations as the rows need. */
export async function startBench(builds: { ours: Built; pattern: Built }, floor: string, samples: number) {
  const served = await startEmulator({ https: true })
  const emulator = createEmulatorClient(served.url)
  const browser = await startBrowser(Number(new URL(served.httpsUrl ?? "").port))
  const ours = await installSubject(browser, "ours", builds.ours.directory)
  const pattern = await installSubject(browser, "pattern", builds.pattern.directory)
  const empty = await installSubject(browser, "floor", floor)

  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true } })

  /** Adds a user in that many organizations, who has to choose one. */
  async function addPerson(name: string, organizations: number) {
    const email = `${name}@example.com`
    const { id } = await emulator.addUser({
      email,
      password: PASSWORD,
      firstName: "Ada",
      lastName: "Lovelace"
    })
    const added = await emulator.addOrganizations(organizations, { name: "Acme", memberOf: id })
    return {
      organizationIds: added.map((organization) => organization.id),
      signIn: (organizationId?: string) =>
        newDevice(served.url, { email, password: PASSWORD }, organizationId)
    }
  }

  return {
    samples,
    builds,
    browser,
    emulator,
    ours,
    pattern,
    floor: empty,
    addPerson,

    /** Gives the extension this device's client, as after a browser restart, or none. Its worker runs and knows the session. */
    use: async (subject: Subject, device?: Device) => {
      await subject.stopWorker()
      await subject.useToken(device?.token)
      await subject.ask("startWorker")
      await sync(subject)
    },
    sync,

    requestsDuring,
    /** Runs it once at full speed, and once with a delay for each request. */
    withLatencies: async (run: (latency: Latency) => Promise<void>) => {
      for (const latency of LATENCIES) {
        await emulator.setLatency({ milliseconds: latency.milliseconds })
        await run(latency)
      }
      await emulator.setLatency({ milliseconds: 0 })
    },

    stop: async () => {
      await browser.close()
      for (const subject of [ours, pattern, empty]) subject.remove()
      await served.stop()
    }
  }

  /** Syncs the extension's session, if the extension stores it. */
  async function sync(subject: Subject) {
    if (subject.name === "ours") await subject.ask("send", { name: "sync-session", body: { force: true } })
  }

  /** Returns the Frontend API requests that this causes. */
  async function requestsDuring<Result>(run: () => Promise<Result>) {
    const before = (await emulator.requests()).at(-1)?.number ?? 0
    const result = await run()
    const requests = (await emulator.requests()).filter(({ number }) => number > before)
    return { result, requests }
  }
}
