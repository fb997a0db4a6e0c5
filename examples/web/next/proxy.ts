import { clerkMiddleware } from "@clerk/nextjs/server"

export default clerkMiddleware()

export const config = {
  // All pages and route handlers, but no files.
  matcher: ["/((?!_next|[^?]*\\.(?:css|js|svg|png|ico|webp|woff2?)).*)"]
}
