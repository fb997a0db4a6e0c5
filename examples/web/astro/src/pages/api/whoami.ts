import type { APIRoute } from "astro"

export const GET: APIRoute = ({ locals }) => {
  const { isAuthenticated, userId, sessionStatus, orgSlug } = locals.auth()

  return Response.json({ userId, sessionStatus, orgSlug }, { status: isAuthenticated ? 200 : 401 })
}
