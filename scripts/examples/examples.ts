import { readFileSync } from "node:fs"
import path from "node:path"
import { parse } from "dotenv"
import type { Emulator } from "../../emulator/start"
import { PROJECT } from "../project"
import { UsageError } from "../usage-error"

/** A small web app in `examples/web`, made with one of Clerk's SDKs. */
export type Example = {
  /** Its folder, and what authors type. */
  name: string
  /** What people call the framework. */
  title: string
  /** Clerk's package for it. */
  sdk: string
  /** The variables that its SDK reads. With `secretKey`, it has a server, which answers at `/api/whoami`. */
  variables: { publishableKey: string; secretKey?: string; apiUrl?: string; telemetryDisabled?: string }
  /** The heading of a page that only the server protects, by its path. */
  protectedOnServer?: { path: string; heading: string }
}

const VITE = {
  publishableKey: "VITE_CLERK_PUBLISHABLE_KEY",
  telemetryDisabled: "VITE_CLERK_TELEMETRY_DISABLED"
}

// These servers hand the last one on to their pages.
const VITE_WITH_SERVER = {
  publishableKey: "VITE_CLERK_PUBLISHABLE_KEY",
  secretKey: "CLERK_SECRET_KEY",
  apiUrl: "CLERK_API_URL",
  telemetryDisabled: "CLERK_TELEMETRY_DISABLED"
}

/** All of them, in the order of Clerk's documentation. */
export const EXAMPLES: readonly Example[] = [
  { name: "js", title: "JavaScript", sdk: "@clerk/clerk-js", variables: VITE },
  { name: "react", title: "React", sdk: "@clerk/react", variables: VITE },
  {
    name: "next",
    title: "Next.js",
    sdk: "@clerk/nextjs",
    variables: {
      publishableKey: "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
      secretKey: "CLERK_SECRET_KEY",
      apiUrl: "CLERK_API_URL",
      telemetryDisabled: "NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED"
    },
    protectedOnServer: { path: "/members", heading: "Members" }
  },
  {
    name: "react-router",
    title: "React Router",
    sdk: "@clerk/react-router",
    variables: VITE_WITH_SERVER
  },
  {
    name: "tanstack-start",
    title: "TanStack Start",
    sdk: "@clerk/tanstack-react-start",
    variables: VITE_WITH_SERVER
  },
  {
    name: "astro",
    title: "Astro",
    sdk: "@clerk/astro",
    variables: {
      publishableKey: "PUBLIC_CLERK_PUBLISHABLE_KEY",
      secretKey: "CLERK_SECRET_KEY",
      apiUrl: "CLERK_API_URL",
      telemetryDisabled: "PUBLIC_CLERK_TELEMETRY_DISABLED"
    }
  },
  { name: "vue", title: "Vue", sdk: "@clerk/vue", variables: VITE },
  {
    name: "nuxt",
    title: "Nuxt",
    sdk: "@clerk/nuxt",
    variables: {
      publishableKey: "NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
      secretKey: "NUXT_CLERK_SECRET_KEY",
      apiUrl: "NUXT_CLERK_API_URL",
      telemetryDisabled: "NUXT_PUBLIC_CLERK_TELEMETRY_DISABLED"
    }
  },
  {
    name: "fastify",
    title: "Fastify",
    sdk: "@clerk/fastify",
    variables: {
      publishableKey: "CLERK_PUBLISHABLE_KEY",
      secretKey: "CLERK_SECRET_KEY",
      apiUrl: "CLERK_API_URL",
      telemetryDisabled: "CLERK_TELEMETRY_DISABLED"
    }
  }
]

/** The origin of every example, which the extension shares its session with. */
export const ORIGIN = "http://localhost:3000"

/** The folder of an example, from the project's root. */
export const folderOf = ({ name }: Pick<Example, "name">) => path.posix.join("examples/web", name)

/**
 * The examples with these names, or all of them if there are none.
 * @throws {UsageError} that lists the names.
 */
export function chooseExamples(names: string[]): Example[] {
  const unknown = names.find((name) => !EXAMPLES.some((example) => example.name === name))
  if (unknown !== undefined) {
    throw new UsageError(`There's no example "${unknown}". Choose one of these:\n\n${listOfExamples()}`)
  }
  return EXAMPLES.filter(({ name }) => names.length === 0 || names.includes(name))
}

/** A line for each example. */
export function listOfExamples(): string {
  return EXAMPLES.map(({ name, title, sdk }) => `  ${name.padEnd(18)}${title.padEnd(18)}${sdk}`).join("\n")
}

/** What to do before an example can run with this Node, or `undefined` if it can. */
export function newerNodeFor(example: Example, current = process.versions.node): string | undefined {
  const { engines } = JSON.parse(readFileSync(path.join(PROJECT, folderOf(example), "package.json"), "utf8"))
  const oldest = String(engines.node).replace(">=", "")
  if (current.localeCompare(oldest, "en", { numeric: true }) >= 0) return undefined
  return `The ${example.title} example needs Node ${oldest} or newer, and this is ${current}. Download a newer one from https://nodejs.org, or use your version manager.`
}

/** The environment in which an example uses the emulator: what its `.env.example` lists, and what's different with the emulator. */
export function environmentFor(
  example: Example,
  { url, publishableKey, secretKey }: Pick<Emulator, "url" | "publishableKey" | "secretKey">
): Record<string, string> {
  const { variables } = example
  return {
    ...parse(readFileSync(path.join(PROJECT, folderOf(example), ".env.example"), "utf8")),
    [variables.publishableKey]: publishableKey,
    ...(variables.secretKey && { [variables.secretKey]: secretKey }),
    ...(variables.apiUrl && { [variables.apiUrl]: url }),
    ...(variables.telemetryDisabled && { [variables.telemetryDisabled]: "1" })
  }
}
