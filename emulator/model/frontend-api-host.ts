export type InstanceType = "development" | "production"

/** The hosts that the emulator's publishable keys name. */
export const FRONTEND_API_HOST = {
  // Under the suffix by which the SDK recognizes development instances.
  development: "emulator.clerk.accounts.dev",
  production: "clerk.emulator.example"
} as const
