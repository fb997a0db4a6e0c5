import { Show } from "@clerk/nextjs"
import Link from "next/link"

export default function Home() {
  return (
    <>
      <h1>Home</h1>
      <Show when="signed-in" fallback={<p>You’re signed out.</p>}>
        <p>You’re signed in.</p>
      </Show>
      <Link href="/dashboard">Dashboard</Link>
    </>
  )
}
