import { auth } from "@clerk/nextjs/server"

/** Protected on the server: nothing of it reaches anyone else. */
export default async function Members() {
  const { orgSlug } = await auth.protect()

  return (
    <>
      <h1>Members</h1>
      <p>Only members of {orgSlug} see this.</p>
    </>
  )
}
