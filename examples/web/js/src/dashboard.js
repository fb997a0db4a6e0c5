import { clerk } from "./clerk"

/** Shows the page to users who have no task left, and follows changes: in another tab, or in the extension. */
export function showDashboard(page) {
  clerk.addListener(({ session, user, organization }) => {
    // Clerk is about to load another page.
    if (session === undefined) return

    // What <RedirectToTasks /> does in other SDKs.
    if (session?.currentTask) return clerk.redirectToTasks()
    if (!session) return clerk.redirectToSignIn()

    page.innerHTML = `
      <h1>Dashboard</h1>
      <p id="email"></p>
      <p id="organization"></p>
      <button type="button">Sign out</button>`
    page.querySelector("#email").textContent = user.primaryEmailAddress?.emailAddress
    page.querySelector("#organization").textContent = organization?.name
    page.querySelector("button").onclick = () => clerk.signOut()
  })
}
