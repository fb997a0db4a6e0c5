import { auth } from "@clerk/nextjs/server"

export async function GET() {
  const { userId, sessionStatus, orgSlug } = await auth()
  return Response.json({ userId, sessionStatus, orgSlug }, { status: userId ? 200 : 401 })
}
