import { parseArgs } from "node:util"
import { SEED_NAMES } from "./seeds"
import type { EmulatorOptions } from "./start"

export const USAGE = `Usage: npm run emulator -- [options]

Starts a local server that stands in for Clerk's Frontend API, with test accounts. All data is in memory.

  --port <number>        the port to listen on (default: 4000; 0 picks a free port)
  --seed <name>          the data to start with (default: new-app): ${SEED_NAMES.join(", ")}
  --instance <type>      development (default) or production
  --https                also serves HTTPS on the next free port
  --latency <ms>         delays every Frontend API request
  --prebuilt             serves Clerk's prebuilt components at /prebuilt
  -h, --help             shows this help`

export function wantsHelp(args: string[]): boolean {
  return args.includes("--help") || args.includes("-h")
}

/** Parses the command line. Throws errors with messages for the user. */
export function readOptions(args: string[]): EmulatorOptions {
  const { values } = parseArgs({
    // npm passes its own "--" separator on.
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
    throw new Error(`--instance must be development or production, not "${instance}".`)
  }
  if (!SEED_NAMES.includes(seed))
    throw new Error(`Unknown seed "${seed}". Available seeds: ${SEED_NAMES.join(", ")}.`)
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
    throw new Error(`--${flag} must be a whole number from 0 to ${max}, not "${text}".`)
  }
  return Number(text)
}
