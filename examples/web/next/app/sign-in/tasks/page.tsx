import { RedirectToTasks } from "@clerk/nextjs"

/** `auth.protect()` sends pending sessions here, whatever `taskUrls` says. */
export default function Tasks() {
  return <RedirectToTasks />
}
