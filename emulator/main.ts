import { parseArgs } from "node:util"
import { SEED_NAMES } from "./seeds"
import { DEMO_ACCOUNTS } from "./seeds/demo"
import { type EmulatorOptions, startEmulator } from "./start"

const USAGE = `Usage: npm run emulator -- [options]

  --port <number>        4000 by default; 0 takes a free port
  --seed <name>          demo by default; one of ${SEED_NAMES.join(", ")}
  --instance <type>      development (default) or production
  --https                also serve TLS, on the next free port
  --latency <ms>         hold every Frontend API response back`

function readOptions(args: string[]): EmulatorOptions {
  const { values } = parseArgs({
    // npm passes its own separator on.
    args: args.filter((arg) => arg !== "--"),
    options: {
      port: { type: "string", default: "4000" },
      seed: { type: "string", default: "demo" },
      instance: { type: "string", default: "development" },
      https: { type: "boolean", default: false },
      latency: { type: "string", default: "0" }
    }
  })
  const { seed, instance, https } = values
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
    https
  }
}

function readNumber(flag: string, text: string, max: number) {
  if (!/^\d+$/.test(text) || Number(text) > max) {
    throw new Error(`--${flag} takes a whole number up to ${max}, not "${text}".`)
  }
  return Number(text)
}

function printAccounts() {
  for (const { address, password, expect } of DEMO_ACCOUNTS) {
    console.log(`${address.padEnd(38)}${password.padEnd(26)}${expect}`)
  }
  console.log("")
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function explain(error: NodeJS.ErrnoException, port: number | undefined): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is in use. Stop what runs there, or choose another: npm run emulator -- --port 0`
  }
  if (error.code === "EACCES")
    return `Port ${port} is not open to you. Choose one above 1023, for example --port 4000.`
  return `The emulator could not start: ${error.message}`
}

let options: EmulatorOptions
try {
  options = readOptions(process.argv.slice(2))
} catch (error) {
  fail(`${(error as Error).message}\n\n${USAGE}`)
}

try {
  const emulator = await startEmulator(options)
  console.log("A local Clerk Frontend API. Everything is in memory; it is not for real users.\n")
  if (options.seed === "demo") printAccounts()
  console.log(`Publishable key: ${emulator.publishableKey}`)
  if (emulator.httpsUrl) console.log(`Over TLS: ${emulator.httpsUrl}`)
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void emulator.stop().then(() => process.exit(0))
    })
  }
  console.log(`Clerk emulator ready at ${emulator.url}`)
} catch (error) {
  fail(explain(error as NodeJS.ErrnoException, options.port))
}
