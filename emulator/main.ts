import { readOptions, USAGE, wantsHelp } from "./options"
import { accountsOf } from "./seeds"
import { type EmulatorOptions, startEmulator } from "./start"

function printAccounts(seed: string) {
  const accounts = accountsOf(seed)
  const width = (texts: string[]) => Math.max(...texts.map((text) => text.length)) + 2
  const addresses = width(accounts.map(({ address }) => address))
  const passwords = width(accounts.map(({ password }) => password))
  for (const { address, password, expect } of accounts) {
    console.log(`${address.padEnd(addresses)}${password.padEnd(passwords)}${expect}`)
  }
  if (accounts.length > 0) console.log("")
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function explain(error: NodeJS.ErrnoException, port: number | undefined): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is in use. Stop the process that uses it, or let the emulator pick a free port: npm run emulator -- --port 0`
  }
  if (error.code === "EACCES")
    return `You don't have permission to use port ${port}. Choose a port above 1023, such as --port 4000.`
  return `The emulator couldn't start: ${error.message}`
}

const args = process.argv.slice(2)
if (wantsHelp(args)) {
  console.log(USAGE)
  process.exit()
}

let options: EmulatorOptions
try {
  options = readOptions(args)
} catch (error) {
  fail(`${(error as Error).message}\n\n${USAGE}`)
}

try {
  const emulator = await startEmulator(options)
  console.log("Local Clerk Frontend API. All data is in memory. Not for real users.\n")
  printAccounts(options.seed ?? "empty")
  console.log("Add to the extension's .env:")
  console.log(`PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY=${emulator.publishableKey}`)
  console.log(`CLERK_FRONTEND_API=${emulator.url}\n`)
  console.log("Set for your server, if it uses @clerk/backend:")
  console.log(`CLERK_PUBLISHABLE_KEY=${emulator.publishableKey}`)
  console.log(`CLERK_SECRET_KEY=${emulator.secretKey}`)
  console.log(`CLERK_API_URL=${emulator.url}\n`)
  console.log(`Publishable key: ${emulator.publishableKey}`)
  if (emulator.httpsUrl) console.log(`HTTPS: ${emulator.httpsUrl}`)
  if (options.prebuilt) console.log(`Clerk's components: ${emulator.url}/prebuilt`)
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void emulator.stop().then(() => process.exit(0))
    })
  }
  console.log(`Clerk emulator ready at ${emulator.url}`)
} catch (error) {
  fail(explain(error as NodeJS.ErrnoException, options.port))
}
