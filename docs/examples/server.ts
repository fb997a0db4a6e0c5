// A server for the extension to call: see docs/guides/call-your-api.md.
import { randomUUID } from "node:crypto"
import { serve } from "@hono/node-server"
import { Hono } from "hono"
import { authenticate } from "./authenticate"

for (const name of ["CLERK_PUBLISHABLE_KEY", "CLERK_SECRET_KEY", "EXTENSION_ID"]) {
  if (!process.env[name]) throw new Error(`Set ${name}.`)
}

type SignedIn = NonNullable<Awaited<ReturnType<typeof authenticate>>>
type Note = { id: string; text: string }

/** Each user's notes, as a database would keep them. */
const notesOf = new Map<string, Note[]>()

const app = new Hono<{ Variables: { auth: SignedIn } }>()

app.use(async (c, next) => {
  const auth = await authenticate(c.req.raw)
  if (!auth) return c.json({ error: "Sign in." }, 401)
  c.set("auth", auth)
  await next()
})

// The workspace shows this.
app.get("/whoami", (c) => {
  const { userId, sessionStatus, orgSlug, orgRole } = c.get("auth")
  return c.json({
    userId,
    sessionStatus,
    organizationSlug: orgSlug ?? null,
    organizationRole: orgRole ?? null
  })
})

app.get("/notes", (c) => c.json(notesOf.get(c.get("auth").userId) ?? []))

app.post("/notes", async (c) => {
  const { text } = await c.req.json<{ text?: unknown }>().catch(() => ({ text: null }))
  if (typeof text !== "string") return c.json({ error: "A note needs a text." }, 422)
  const { userId } = c.get("auth")
  const note = { id: randomUUID(), text }
  notesOf.set(userId, [...(notesOf.get(userId) ?? []), note])
  return c.json(note, 201)
})

app.delete("/notes/:id", (c) => {
  const { userId } = c.get("auth")
  const others = (notesOf.get(userId) ?? []).filter(({ id }) => id !== c.req.param("id"))
  notesOf.set(userId, others)
  return c.body(null, 204)
})

serve({ fetch: app.fetch, hostname: "localhost", port: Number(process.env.PORT ?? 8080) }, ({ port }) =>
  console.log(`Your API is ready at http://localhost:${port}`)
)
