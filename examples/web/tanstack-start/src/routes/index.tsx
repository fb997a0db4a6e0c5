import { Show } from "@clerk/tanstack-react-start"
import { createFileRoute, Link } from "@tanstack/react-router"

export const Route = createFileRoute("/")({ component: Home })

function Home() {
  return (
    <>
      <h1>Home</h1>
      <Show when="signed-in" fallback={<p>You’re signed out.</p>}>
        <p>You’re signed in.</p>
      </Show>
      <Link to="/dashboard">Dashboard</Link>
    </>
  )
}
