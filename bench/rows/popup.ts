import type { Bench } from "../bench"
import type { Line } from "../line"
import { each, inTurns } from "../sampling"
import type { Subject } from "../subject"

type Opened = { clickToOpened: number; openedToShown: number }

/** By this time, a popup has sent all its requests. */
const SETTLED_MS = 500

/** The time until the popup shows who is signed in, and the requests it sends for that. */
export async function popup(bench: Bench): Promise<Line[]> {
  const { ours, pattern, floor, samples } = bench
  const person = await bench.addPerson("popup", 2)
  for (const subject of [ours, pattern])
    await bench.use(subject, await person.signIn(person.organizationIds[0]))

  const lines: Line[] = []
  await bench.withLatencies(async (latency) => {
    const taken = await inTurns(samples, {
      ours: () => open(bench, ours),
      pattern: () => open(bench, pattern),
      floor: () => open(bench, floor)
    })
    lines.push(
      {
        what: `requests when the popup opens with a synced session, ${latency.name}`,
        unit: "requests",
        ...each(taken, "requests"),
        goal: { most: 0 }
      },
      {
        what: `icon clicked → popup opened (Chrome's part), ${latency.name}`,
        unit: "ms",
        ...each(taken, "clickToOpened")
      },
      {
        what: `popup opened → session on screen, ${latency.name}`,
        unit: "ms",
        ...each(taken, "openedToShown"),
        goal: { timesFloor: 1.3 }
      }
    )
  })
  lines.push(await signInForm(bench))
  return lines
}

/** The same for a signed-out user, until the popup shows the first input. The pattern's popup shows only a button. */
async function signInForm(bench: Bench): Promise<Line> {
  const { ours, floor, samples } = bench
  await bench.use(ours)
  await floor.ask("setPopup", "sign-in.html")
  const taken = await inTurns(samples, {
    ours: () => open(bench, ours, "control"),
    floor: () => open(bench, floor, "control")
  })
  await floor.ask("setPopup", "popup.html")
  return {
    what: "popup opened → first control of the sign-in form",
    unit: "ms",
    ...each(taken, "openedToShown"),
    goal: { timesFloor: 1.4 }
  }
}

// When users click the icon, the worker has usually been stopped for a long time.
async function open({ sync, requestsDuring }: Bench, subject: Subject, until = "session") {
  await sync(subject)
  await subject.stopWorker()
  const { result, requests } = await requestsDuring(async () => {
    const opened = await subject.ask<Opened>("openPopup", until)
    await subject.ask("closePopup", SETTLED_MS)
    return opened
  })
  return { ...result, requests: requests.length }
}
