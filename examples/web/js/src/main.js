import { clerk, loadClerk, taskUrls } from "./clerk"
import { showDashboard } from "./dashboard"
import "./styles.css"

const page = document.getElementById("page")
const redirectUrlComplete = "/dashboard"

const pages = {
  "/": showHome,
  "/sign-in": () => clerk.mountSignIn(page),
  "/dashboard": () => showDashboard(page),
  [taskUrls["choose-organization"]]: () => clerk.mountTaskChooseOrganization(page, { redirectUrlComplete }),
  [taskUrls["reset-password"]]: () => clerk.mountTaskResetPassword(page, { redirectUrlComplete }),
  [taskUrls["setup-mfa"]]: () => clerk.mountTaskSetupMFA(page, { redirectUrlComplete })
}

await loadClerk()
pages[location.pathname]?.()

function showHome() {
  page.innerHTML = `
    <h1>Home</h1>
    <p>You’re ${clerk.isSignedIn ? "signed in" : "signed out"}.</p>
    <a href="/dashboard">Dashboard</a>`
}
