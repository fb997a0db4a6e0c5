import { UsageError } from "./usage-error"

const WHERE_TO_FIND_IT = `Copy it from "API keys" in the Clerk Dashboard (https://dashboard.clerk.com/~/api-keys)
into a file named .env, as in .env.example.
No Clerk account? "npm run demo" shows the extension with a local emulator, and "npm run emulator" starts one for development.`

/**
 * The host of the Frontend API, from a publishable key, which is `pk_test_` or `pk_live_` and then `<host>$` in base64.
 *
 * @throws {UsageError} if the key is missing or damaged.
 */
export function frontendApiHostOf(publishableKey: string | undefined): string {
  if (!publishableKey) {
    throw new UsageError(`PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY isn't set. ${WHERE_TO_FIND_IT}`)
  }
  if (publishableKey.startsWith("sk_")) {
    throw new UsageError(`PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY contains a secret key, which everyone who installs the
extension could read. Use the publishable key, which starts with pk_test_ or pk_live_. ${WHERE_TO_FIND_IT}`)
  }

  const encoded = /^pk_(?:test|live)_([A-Za-z0-9+/]+={0,2})$/.exec(publishableKey)?.[1] ?? ""
  const host = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)\$$/.exec(Buffer.from(encoded, "base64").toString())?.[1]
  if (!host) {
    throw new UsageError(`PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY is "${publishableKey}", which isn't a complete publishable key.
${WHERE_TO_FIND_IT}`)
  }
  return host
}

export function publishableKeyFor(host: string, instance: "development" | "production" = "development") {
  return (instance === "development" ? "pk_test_" : "pk_live_") + Buffer.from(`${host}$`).toString("base64")
}
