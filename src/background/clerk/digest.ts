/** A base64 digest, for noticing whether a secret has changed without keeping it. */
export async function digest(text: string, algorithm: "SHA-1" | "SHA-256" = "SHA-256"): Promise<string> {
  const bytes = await crypto.subtle.digest(algorithm, new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
}
