/**
 * Tells the extension's author in the console what Clerk rejects, and in a development build on the page, too. It's in English, as logs are.
 * How to fix it is up to `npm run doctor`, which is no help to users.
 *
 * @param problem Clerk's code, or what it names.
 * @returns what to add to the failure.
 */
export function adviseAuthor(problem: string): { advice?: string } {
  const advice = `Clerk rejects ${problem}: npm run doctor`
  console.warn(advice)
  return process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY?.startsWith("pk_test_") ? { advice } : {}
}
