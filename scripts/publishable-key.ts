import { UsageError } from "./usage-error"

const WHERE_TO_FIND_IT = `It stands in the Clerk Dashboard under "API keys" (https://dashboard.clerk.com/~/api-keys).
Put it into a file named .env, as .env.example shows.
No Clerk account? "npm run demo" shows the extension with a local emulator, "npm run emulator" starts one to develop with.`

/**
 * The host of the Frontend API, which a publishable key names: `pk_test_` or `pk_live_`, then base64 of `<host>$`.
 *
 * @throws {UsageError} when the key is missing or damaged.
 */
export function frontendApiHostOf(publishableKey: string | undefined): string {
  if (!publishableKey) {
    throw new UsageError(`PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY is not set. ${WHERE_TO_FIND_IT}`)
  }
  if (publishableKey.startsWith("sk_")) {
    throw new UsageError(`PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY holds a secret key, which would be readable by everyone who
installs the extension. Use the publishable key, which starts with pk_test_ or pk_live_. ${WHERE_TO_FIND_IT}`)
  }

  const encoded = /^pk_(?:test|live)_([A-Za-z0-9+/]+={0,2})$/.exec(publishableKey)?.[1] ?? ""
  const host = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)\$$/.exec(Buffer.from(encoded, "base64").toString())?.[1]
  if (!host) {
    throw new UsageError(`PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY is "${publishableKey}", which is no publishable key, or not all of it.
${WHERE_TO_FIND_IT}`)
  }
  return host
}

export function publishableKeyFor(host: string, instance: "development" | "production" = "development") {
  return (instance === "development" ? "pk_test_" : "pk_live_") + Buffer.from(`${host}$`).toString("base64")
}
