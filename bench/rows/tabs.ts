import type { Bench } from "../bench"
import type { Line } from "../line"
import { each, inTurns } from "../sampling"
import type { Subject } from "../subject"

const MANY = 50

const FEW = 5
const PATIENCE_MS = 10_000

const CROWD = 60
const CHANGES = 25
const ADA = { email: "sixty-tabs@example.com", password: "correct-horse-battery-staple" }

/** A task is completed in one of many open pages. When does the last page show it? And how many requests does a new session cause? */
export async function tabs(bench: Bench): Promise<Line[]> {
  const { ours, pattern, floor, samples } = bench
  const person = await bench.addPerson("tabs", 2)

  async function open(subject: Subject, count: number) {
    await bench.use(subject, await person.signIn())
    await subject.ask("openTaskPages", count)
  }

  async function complete(subject: Subject) {
    await open(subject, MANY)
    const completed = await subject.ask<Record<"answerToLast" | "clickToLast", number>>("completeTask", MANY)
    await subject.ask("closeTaskPages")
    return completed
  }

  async function countFollowers(subject: Subject) {
    await open(subject, FEW)
    const count = await subject.ask<number>("countFollowers", FEW, PATIENCE_MS)
    await subject.ask("closeTaskPages")
    return count
  }

  async function addAda() {
    const { id } = await bench.emulator.addUser(ADA)
    await bench.emulator.addOrganizations(2, { name: "Acme", memberOf: id })
  }

  /** The requests of each change. */
  async function changeSession(count: number) {
    await open(ours, count)
    const body = { strategy: "password", identifier: ADA.email, password: ADA.password }
    const counts: number[] = []
    for (let left = CHANGES; left > 0; left -= 1) {
      const { requests } = await bench.requestsDuring(() => ours.ask("signInAgain", body, count))
      counts.push(requests.length)
    }
    await ours.ask("closeTaskPages")
    return counts
  }

  await addAda()
  const taken = await inTurns(samples, { ours: () => complete(ours), floor: () => complete(floor) })
  const what = `task completed in one of ${MANY} open tabs → the last tab shows it`
  return [
    {
      what: `${what}, from Clerk's response`,
      unit: "ms",
      ...each(taken, "answerToLast"),
      goal: { median: 100 }
    },
    {
      what: `${what}, from the click`,
      unit: "ms",
      ours: taken.ours.map(({ clickToLast }) => clickToLast)
    },
    {
      what: `task completed in one of ${FEW} open tabs: tabs that show it within ${PATIENCE_MS / 1000} s`,
      unit: "pages",
      ours: [await countFollowers(ours)],
      pattern: [await countFollowers(pattern)]
    },
    {
      what: `signed out and in again while ${CROWD} task tabs are open: requests for each change`,
      unit: "requests",
      ours: await changeSession(CROWD),
      // What one tab requests.
      floor: await changeSession(1),
      goal: { most: 10 }
    }
  ]
}
