// First, because Clerk's package reads the variables when it's imported.
import "dotenv/config"
import { clerkPlugin, getAuth } from "@clerk/fastify"
import fastifyStatic from "@fastify/static"
import Fastify from "fastify"
import { pages } from "./pages.js"

const fastify = Fastify({ logger: true })

// The plugin doesn't read CLERK_API_URL itself.
fastify.register(clerkPlugin, { apiUrl: process.env.CLERK_API_URL })
fastify.register(fastifyStatic, { root: new URL("../public/", import.meta.url), prefix: "/public/" })

for (const [path, html] of Object.entries(pages)) {
  fastify.get(path, (_request, reply) => reply.type("text/html").send(html))
}

fastify.get("/api/whoami", (request, reply) => {
  const { isAuthenticated, userId, sessionStatus, orgSlug } = getAuth(request)

  return reply.code(isAuthenticated ? 200 : 401).send({ userId, sessionStatus, orgSlug })
})

await fastify.listen({ port: 3000 })
