/** A signed-in device at Clerk. The SDK stores its token. */
export type Device = { token: string; sessionId: string }

type Account = { email: string; password: string }

/** Signs in on a new device, through the Frontend API. With an organization, no task is left. */
export async function newDevice(
  url: string,
  { email, password }: Account,
  organizationId?: string
): Promise<Device> {
  async function post<Answer>(path: string, form: Record<string, string>, token?: string) {
    const query = token === undefined ? "" : `?__clerk_db_jwt=${token}`
    const response = await fetch(`${url}/v1/${path}${query}`, {
      method: "POST",
      body: new URLSearchParams(form)
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  const { id: token } = await post<{ id: string }>("dev_browser", {})
  const { response } = await post<{ response: { created_session_id: string } }>(
    "client/sign_ins",
    { identifier: email, password },
    token
  )
  const sessionId = response.created_session_id
  const choice: Record<string, string> =
    organizationId === undefined ? {} : { active_organization_id: organizationId }
  await post(`client/sessions/${sessionId}/touch`, choice, token)
  return { token, sessionId }
}
