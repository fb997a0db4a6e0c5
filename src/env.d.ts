/**
 * The values that the build substitutes for `process.env.PLASMO_PUBLIC_…`: texts, or nothing. `.env.example` explains each that you set.
 * There is no `process` at runtime.
 */
declare const process: {
  env: {
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY?: string
    PLASMO_PUBLIC_CLERK_EMULATOR_URL?: string
    PLASMO_PUBLIC_CLERK_SYNC_HOST?: string
    PLASMO_PUBLIC_CLERK_WEB_APP?: string
    PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL?: string
    PLASMO_PUBLIC_CLERK_SSO?: string
    PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS?: string
    PLASMO_PUBLIC_API_URL?: string
    /** `on` in builds with the inspector, which `scripts/build-extension.ts` decides. */
    PLASMO_PUBLIC_INSPECTOR?: string
  }
}
