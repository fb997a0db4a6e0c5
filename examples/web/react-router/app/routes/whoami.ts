import { getAuth } from "@clerk/react-router/server"
import type { Route } from "./+types/whoami"

export async function loader(args: Route.LoaderArgs) {
  // A pending session counts as signed out here, too.
  const { userId, sessionStatus, orgSlug } = await getAuth(args)
  return Response.json({ userId, sessionStatus, orgSlug }, { status: userId ? 200 : 401 })
}
