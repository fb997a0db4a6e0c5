import type { Bench } from "../bench"
import { FRONTEND_API } from "../builds"
import type { Device } from "../device"
import type { Line } from "../line"
import { inTurns } from "../sampling"
import { summarize } from "../statistics"
import type { Subject } from "../subject"

/** The round trip of a command from a page: it switches the organization, which takes one request. */
export async function command(bench: Bench): Promise<Line[]> {
  const { ours, pattern, floor, samples } = bench
  const person = await bench.addPerson("command", 2)
  const [first, second] = person.organizationIds
  const device = await person.signIn(first)
  await bench.use(ours, device)
  await bench.use(pattern, await person.signIn(first))
  // What a page of ours shows goes with the command. The others don't read it.
  const shown = { sessionId: device.sessionId, attemptId: null, task: null }

  let organizationId = first
  async function choose(subject: Subject, { isRunning }: { isRunning: boolean }) {
    if (isRunning) await subject.ask("send", { name: "get-token" })
    else await subject.stopWorker()
    const { milliseconds } = await subject.ask<{ milliseconds: number }>("send", {
      name: "choose-organization",
      body: { organizationId },
      shown
    })
    return milliseconds
  }

  const lines: Line[] = []
  await bench.withLatencies(async ({ name, milliseconds }) => {
    const taken = await inTurns(samples, {
      request: () => {
        organizationId = organizationId === first ? second : first
        return ours.ask<number>("request", "POST", touchUrl(device))
      },
      running: () => choose(ours, { isRunning: true }),
      stopped: () => choose(ours, { isRunning: false }),
      patternRunning: () => choose(pattern, { isRunning: true }),
      patternStopped: () => choose(pattern, { isRunning: false }),
      floorRunning: () => choose(floor, { isRunning: true }),
      floorStopped: () => choose(floor, { isRunning: false })
    })
    const request = summarize(taken.request).median
    lines.push(
      { what: `one request to the Frontend API from a page, ${name}`, unit: "ms", ours: taken.request },
      {
        what: `command round trip, worker running, ${name}`,
        unit: "ms",
        ours: taken.running,
        pattern: taken.patternRunning,
        floor: taken.floorRunning.map((time) => time + request)
      },
      {
        what: `command round trip, worker stopped, ${name}`,
        unit: "ms",
        ours: taken.stopped,
        pattern: taken.patternStopped,
        floor: taken.floorStopped.map((time) => time + 2 * request)
      }
    )
    if (milliseconds > 0) return
    lines.push(
      {
        what: "of that, without the request, worker running",
        unit: "ms",
        ours: taken.running.map((time) => time - request),
        goal: { p95: 6 }
      },
      {
        what: "of that, without the startup requests and the request, worker stopped",
        unit: "ms",
        // The two startup requests run in parallel.
        ours: taken.stopped.map((time) => time - 2 * request),
        goal: { p95: 150 }
      }
    )
  })
  return lines
}

function touchUrl({ token, sessionId }: Device) {
  const query = new URLSearchParams({ __clerk_db_jwt: token, _clerk_session_id: sessionId })
  return `https://${FRONTEND_API}/v1/client/sessions/${sessionId}/touch?${query}`
}
