import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import * as v from "valibot"
import { Fault, Milliseconds } from "../model/faults"
import { type Instance, tellListeners } from "../model/instance"
import { endSession } from "../model/session"
import { mergeSettings, Settings } from "../model/settings"
import { accountsOf, applySeed, SEED_NAMES } from "../seeds"
import {
  addAppInvitation,
  appInvitationState,
  inviteFromWaitlist,
  revokeFromApp,
  waitlistState
} from "./app-invitations"
import { streamChanges } from "./events"
import { ControlRefusal, check, readJson, refuse } from "./input"
import {
  addOrganizations,
  changeOrganization,
  removeMembership,
  removeOrganization,
  revokeInvitation
} from "./organizations"
import { organizationsPage, PageQuery, usersPage } from "./pages"
import { plantPasskey } from "./passkeys"
import { addAccount, listAccounts, removeAccount } from "./provider-accounts"
import { instanceState, stateJson } from "./state"
import { addUsers, changeUser, removeUser } from "./users"

const Reset = v.strictObject({ seed: v.optional(v.picklist(SEED_NAMES), "empty") })
const SetLatency = v.strictObject({
  milliseconds: v.optional(Milliseconds),
  afterMilliseconds: v.optional(Milliseconds)
})
const MoveClock = v.strictObject({ offsetSeconds: v.pipe(v.number(), v.finite()) })

const RequestsQuery = v.strictObject({
  /** Epoch milliseconds. */
  since: v.optional(v.pipe(v.string(), v.digits(), v.transform(Number)), "0"),
  limit: v.optional(v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(1)), "10000")
})

const MAX_BODY = 1024 * 1024
const refuseLargeBody = (c: Context) =>
  // The rest of the request stays unread.
  c.json(
    { errors: refuse("body_too_large", `The request body can't be larger than ${MAX_BODY} bytes.`).errors },
    400,
    {
      connection: "close"
    }
  )

/** The JSON API with which tests and the console control the instance. */
export function controlApi(instance: Instance) {
  const api = new Hono()
  api.use(bodyLimit({ maxSize: MAX_BODY, onError: refuseLargeBody }))

  api.use(async (c, next) => {
    await next()
    if (c.req.method !== "GET") tellListeners(instance)
  })

  api.post("/reset", async (c) => {
    const { seed } = check(Reset, await readJson(c))
    await applySeed(instance, seed)
    return c.json({ seed })
  })

  api.get("/seeds", (c) => c.json(SEED_NAMES.map((name) => ({ name, accounts: accountsOf(name) }))))

  api.get("/state", (c) => c.json(stateJson(instance)))
  api.get("/instance", (c) => c.json(instanceState(instance)))
  api.get("/events", (c) => streamChanges(c, instance))

  api.get("/settings", (c) => c.json(instance.settings))
  api.patch("/settings", async (c) => {
    const patch = await readJson(c)
    instance.settings = check(Settings, mergeSettings(instance.settings, patch))
    return c.json(instance.settings)
  })

  api.get("/users", (c) => c.json(usersPage(instance, check(PageQuery, c.req.query()))))
  api.post("/users", async (c) => c.json(await addUsers(instance, await readJson(c))))
  api.patch("/users/:id", async (c) =>
    c.json(await changeUser(instance, c.req.param("id"), await readJson(c)))
  )
  api.delete("/users/:id", (c) => c.json(removeUser(instance, c.req.param("id"))))
  api.post("/users/:id/passkeys", async (c) =>
    c.json(plantPasskey(instance, c.req.param("id"), await readJson(c)))
  )
  api.delete("/users/:id/memberships/:organization", (c) =>
    c.json(removeMembership(instance, c.req.param("id"), c.req.param("organization")))
  )

  api.get("/organizations", (c) => c.json(organizationsPage(instance, check(PageQuery, c.req.query()))))
  api.post("/organizations", async (c) => c.json(addOrganizations(instance, await readJson(c))))
  api.patch("/organizations/:id", async (c) =>
    c.json(changeOrganization(instance, c.req.param("id"), await readJson(c)))
  )
  api.delete("/organizations/:id", (c) => c.json(removeOrganization(instance, c.req.param("id"))))

  api.post("/invitations/:id/revoke", (c) => c.json(revokeInvitation(instance, c.req.param("id"))))

  api.get("/app-invitations", (c) => c.json([...instance.appInvitations.values()].map(appInvitationState)))
  api.post("/app-invitations", async (c) =>
    c.json(await addAppInvitation(instance, await readJson(c), c.req.url))
  )
  api.post("/app-invitations/:id/revoke", (c) => c.json(revokeFromApp(instance, c.req.param("id"))))
  api.get("/waitlist", (c) => c.json([...instance.waitlist.values()].map(waitlistState)))
  api.post("/waitlist/:id/invite", async (c) =>
    c.json(await inviteFromWaitlist(instance, c.req.param("id"), c.req.url))
  )

  api.get("/provider-accounts", (c) => c.json(listAccounts(instance)))
  api.post("/provider-accounts", async (c) => c.json(addAccount(instance, await readJson(c))))
  api.delete("/provider-accounts/:id", (c) => c.json(removeAccount(instance, c.req.param("id"))))

  api.post("/sessions/:id/revoke", (c) => {
    const session = instance.sessions.get(c.req.param("id"))
    if (!session) throw refuse("not_found", "Session not found.")
    endSession(instance, session, "revoked")
    return c.json({ id: session.id, status: session.end })
  })

  api.get("/inbox", (c) => {
    const to = c.req.query("to")
    return c.json(instance.inbox.filter((message) => to === undefined || message.to === to))
  })

  api.get("/requests", (c) => {
    const { since, limit } = check(RequestsQuery, c.req.query())
    return c.json(instance.requests.filter(({ at }) => at >= since).slice(-limit))
  })

  api.get("/faults", (c) => c.json(instance.faults))
  api.put("/faults", async (c) => {
    instance.faults = check(v.array(Fault), await readJson(c))
    return c.json(instance.faults)
  })

  api.post("/clock", async (c) => {
    const { offsetSeconds } = check(MoveClock, await readJson(c))
    instance.clock.offsetSeconds = offsetSeconds
    return c.json({ offsetSeconds, now: instance.clock.now() })
  })

  api.post("/latency", async (c) => {
    const { milliseconds = instance.latency, afterMilliseconds = instance.latencyAfter } = check(
      SetLatency,
      await readJson(c)
    )
    instance.latency = milliseconds
    instance.latencyAfter = afterMilliseconds
    return c.json({ milliseconds, afterMilliseconds })
  })

  api.all("*", (c) =>
    c.json({ errors: [{ code: "not_found", message: "Endpoint not found.", path: "" }] }, 404)
  )

  api.onError((error, c) => {
    if (error instanceof ControlRefusal) return c.json({ errors: error.errors }, 400)
    console.error(error)
    return c.json(
      {
        errors: [
          {
            code: "internal_error",
            message: "The emulator hit an unexpected error. See its terminal.",
            path: ""
          }
        ]
      },
      500
    )
  })
  return api
}
