import { index, type RouteConfig, route } from "@react-router/dev/routes"

export default [
  index("routes/home.tsx"),
  // <SignIn /> has pages of its own below this path, such as /sign-in/factor-one.
  route("sign-in/*", "routes/sign-in.tsx"),
  route("dashboard", "routes/dashboard.tsx"),
  route("tasks/choose-organization", "routes/choose-organization.tsx"),
  route("tasks/reset-password", "routes/reset-password.tsx"),
  route("tasks/setup-mfa", "routes/setup-mfa.tsx"),
  route("api/whoami", "routes/whoami.ts")
] satisfies RouteConfig
