/**
 * Tells the extension's author in the console what to do, and in a development build on the page, too. It's written in English, as logs
 * are, and names `npm run doctor`, which users can't do anything with.
 *
 * @returns what to add to the failure.
 */
export function adviseAuthor(advice: string): { advice?: string } {
  console.warn(advice)
  return process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY?.startsWith("pk_test_") ? { advice } : {}
}
