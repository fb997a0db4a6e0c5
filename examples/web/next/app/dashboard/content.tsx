"use client"

import { SignOutButton, useOrganization, useUser } from "@clerk/nextjs"
import Link from "next/link"

export function Content() {
  const { user } = useUser()
  const { organization } = useOrganization()

  return (
    <>
      <h1>Dashboard</h1>
      <p>{user?.primaryEmailAddress?.emailAddress}</p>
      <p>{organization?.name}</p>
      <p>
        <Link href="/members">Members</Link>
      </p>
      <SignOutButton />
    </>
  )
}
