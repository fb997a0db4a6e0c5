import { parseArgs } from "node:util"
import { SEED_NAMES } from "./seeds"
import type { EmulatorOptions } from "./start"

export const USAGE = `Usage: npm run emulator -- [options]

  --port <number>        4000 by default; 0 takes a free port
  --seed <name>          new-app by default; one of ${SEED_NAMES.join(", ")}
  --instance <type>      development (default) or production
  --https                also serve TLS, on the next free port
  --latency <ms>         hold every Frontend API request back
  --prebuilt             show Clerk's own components at /prebuilt`

/** Reads the command line; throws what to tell whoever wrote it. */
export function readOptions(args: string[]): EmulatorOptions {
  const { values } = parseArgs({
    // npm passes its own separator on.
    args: args.filter((arg) => arg !== "--"),
    options: {
      port: { type: "string", default: "4000" },
      seed: { type: "string", default: "new-app" },
      instance: { type: "string", default: "development" },
      https: { type: "boolean", default: false },
      latency: { type: "string", default: "0" },
      prebuilt: { type: "boolean", default: false }
    }
  })
  const { seed, instance, https, prebuilt } = values
  if (instance !== "development" && instance !== "production") {
    throw new Error(`--instance is development or production, not "${instance}".`)
  }
  if (!SEED_NAMES.includes(seed))
    throw new Error(`There is no seed "${seed}". The seeds: ${SEED_NAMES.join(", ")}.`)
  return {
    port: readNumber("port", values.port, 65_535),
    latency: readNumber("latency", values.latency, 60_000),
    seed,
    instance,
    https,
    prebuilt
  }
}

function readNumber(flag: string, text: string, max: number) {
  if (!/^\d+$/.test(text) || Number(text) > max) {
    throw new Error(`--${flag} takes a whole number up to ${max}, not "${text}".`)
  }
  return Number(text)
}
