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

/** One browser with the extensions, one emulator, and in it one user with the given number of organizations. */
export async function startBench(builds: { ours: Built; pattern: Built }, floor: string, samples: number) {
  const served = await startEmulator({ https: true })
  const emulator = createEmulatorClient(served.url)
  const browser = await startBrowser(Number(new URL(served.httpsUrl ?? "").port))
  const ours = await installSubject(browser, "ours", builds.ours.directory)
  const pattern = await installSubject(browser, "pattern", builds.pattern.directory)
  const empty = await installSubject(browser, "floor", floor)

  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true } })

  /** A user who belongs to that many organizations, and has to choose one. */
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

    /** Switches the extension to this device, as after a restart of the browser; its worker runs and knows the session. */
    use: async (subject: Subject, { token }: Device) => {
      await subject.stopWorker()
      await subject.useToken(token)
      await subject.ask("startWorker")
      await sync(subject)
    },
    sync,

    requestsDuring,
    /** Runs it once with every request answered as fast as this machine can, and once with each one delayed. */
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

  /** Syncs the extension, if it keeps the session at all. */
  async function sync(subject: Subject) {
    if (subject.name === "ours") await subject.ask("send", { name: "sync-session", body: { force: true } })
  }

  /** The Frontend API requests that this causes. */
  async function requestsDuring<Result>(run: () => Promise<Result>) {
    const before = (await emulator.requests()).at(-1)?.number ?? 0
    const result = await run()
    const requests = (await emulator.requests()).filter(({ number }) => number > before)
    return { result, requests }
  }
}
