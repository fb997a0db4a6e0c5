import { auth } from "@clerk/tanstack-react-start/server"
import { createFileRoute } from "@tanstack/react-router"

export const Route = createFileRoute("/api/whoami")({
  server: {
    handlers: {
      GET: async () => {
        // A pending session counts as signed out here, too.
        const { userId, sessionStatus, orgSlug } = await auth()
        return Response.json({ userId, sessionStatus, orgSlug }, { status: userId ? 200 : 401 })
      }
    }
  }
})
