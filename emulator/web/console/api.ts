/** A rejected call, with the control API's message. */
export class Refusal extends Error {}

/** Calls the control API. */
export async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`/emulator${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" }
    })
  })
  const json = await response.json()
  if (response.ok) return json
  const errors: { message: string; path: string }[] = json.errors
  throw new Refusal(
    errors.map(({ message, path: place }) => (place ? `${place}: ${message}` : message)).join(" ")
  )
}

export const read = <Answer>(path: string) => call<Answer>("GET", path)
