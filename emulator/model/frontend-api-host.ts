export type InstanceType = "development" | "production"

/** The hosts in the emulator's publishable keys. */
export const FRONTEND_API_HOST = {
  // The SDK recognizes development instances by this suffix.
  development: "emulator.clerk.accounts.dev",
  production: "clerk.emulator.example"
} as const
