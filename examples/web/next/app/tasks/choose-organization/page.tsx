"use client"

import { TaskChooseOrganization, useSession } from "@clerk/nextjs"
import { redirect } from "next/navigation"

export default function ChooseOrganization() {
  const { session } = useSession()
  // After the choice, Clerk leads to the task's own page, which is this one. It would stay here, empty.
  if (session && session.currentTask?.key !== "choose-organization") redirect("/dashboard")

  return <TaskChooseOrganization redirectUrlComplete="/dashboard" />
}
