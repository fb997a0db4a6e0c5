import type { Config } from "@react-router/dev/config"

export default {
  // clerkMiddleware() needs it in React Router 7. In version 8, it's always on.
  future: { v8_middleware: true }
} satisfies Config
