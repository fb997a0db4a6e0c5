/** Something the person at the keyboard can fix. Its message says how, and is all that is printed. */
export class UsageError extends Error {}

/** Runs a command-line program: a {@link UsageError} ends it with its message, anything else with its stack. */
export async function runProgram(program: () => Promise<void>) {
  try {
    await program()
  } catch (error) {
    console.error(error instanceof UsageError ? `\n${error.message}\n` : error)
    process.exitCode = 1
  }
}
