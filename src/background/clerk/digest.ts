/** Tells whether something secret has changed, without keeping it. */
export async function digest(text: string): Promise<string> {
  const sha256 = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(sha256)))
}
