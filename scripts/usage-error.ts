/** A problem the author can fix. The program prints only its message, which says how. */
export class UsageError extends Error {}

/** Runs a command-line program. A {@link UsageError} ends it with a message, any other error with a stack. */
export async function runProgram(program: () => Promise<void>) {
  try {
    await program()
  } catch (error) {
    console.error(error instanceof UsageError ? `\n${error.message}\n` : error)
    process.exitCode = 1
  }
}
