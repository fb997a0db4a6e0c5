/**
 * Logs a problem that only the extension's author can fix, in English. In development builds, pages show it, too. `npm run doctor` explains
 * the fix, which wouldn't help users.
 *
 * @param problem Clerk's code, or the part of the setup that is wrong.
 * @returns the fields to add to the failure.
 */
export function adviseAuthor(problem: string): { advice?: string } {
  const advice = `Clerk: ${problem}. Run npm run doctor.`
  console.warn(advice)
  return process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY?.startsWith("pk_test_") ? { advice } : {}
}
