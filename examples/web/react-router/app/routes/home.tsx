import { Show } from "@clerk/react-router"
import { Link } from "react-router"

export default function Home() {
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
