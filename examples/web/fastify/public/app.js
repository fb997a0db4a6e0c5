const { Clerk } = window

await Clerk.load({
  // Clerk's components, which are in a script of their own.
  ui: { ClerkUI: window.__internal_ClerkUICtor },
  signInUrl: "/sign-in",
  taskUrls: {
    "choose-organization": "/tasks/choose-organization",
    "reset-password": "/tasks/reset-password",
    "setup-mfa": "/tasks/setup-mfa"
  }
})

const find = (id) => document.getElementById(id)
const afterTask = { redirectUrlComplete: "/dashboard" }

const pages = {
  "/": showHome,
  "/sign-in": () => Clerk.mountSignIn(find("clerk")),
  "/tasks/choose-organization": () => Clerk.mountTaskChooseOrganization(find("clerk"), afterTask),
  "/tasks/reset-password": () => Clerk.mountTaskResetPassword(find("clerk"), afterTask),
  "/tasks/setup-mfa": () => Clerk.mountTaskSetupMFA(find("clerk"), afterTask),
  "/dashboard": showDashboard
}

pages[location.pathname]()

function showHome() {
  find("state").textContent = Clerk.isSignedIn ? "You’re signed in." : "You’re signed out."
}

function showDashboard() {
  // Before isSignedIn, which is also false while a session is pending.
  if (Clerk.session?.currentTask) return Clerk.redirectToTasks()
  if (!Clerk.isSignedIn) return Clerk.redirectToSignIn()

  find("email").textContent = Clerk.user.primaryEmailAddress?.emailAddress
  find("organization").textContent = Clerk.organization?.name
  find("sign-out").onclick = () => Clerk.signOut({ redirectUrl: "/" })
  find("dashboard").hidden = false
}
