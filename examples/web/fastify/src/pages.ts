const publishableKey = process.env.CLERK_PUBLISHABLE_KEY ?? ""
// The key contains the host that serves Clerk's scripts.
const frontendApi = atob(publishableKey.split("_")[2] ?? "").slice(0, -1)

const page = (title: string, content: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="stylesheet" href="/public/styles.css" />
    <script
      defer
      crossorigin="anonymous"
      src="https://${frontendApi}/npm/@clerk/ui@1/dist/ui.browser.js"
    ></script>
    <script
      defer
      crossorigin="anonymous"
      data-clerk-publishable-key="${publishableKey}"
      src="https://${frontendApi}/npm/@clerk/clerk-js@6/dist/clerk.browser.js"
    ></script>
    <script type="module" src="/public/app.js"></script>
  </head>
  <body>
    <main>${content}</main>
  </body>
</html>
`

/** The page at each path. What happens on it is in public/app.js. */
export const pages = {
  "/": page("Home", `<h1>Home</h1><p id="state"></p><a href="/dashboard">Dashboard</a>`),
  "/sign-in": page("Sign in", `<div id="clerk"></div>`),
  "/tasks/choose-organization": page("Choose an organization", `<div id="clerk"></div>`),
  "/tasks/reset-password": page("Reset your password", `<div id="clerk"></div>`),
  "/tasks/setup-mfa": page("Set up two-step verification", `<div id="clerk"></div>`),
  "/dashboard": page(
    "Dashboard",
    `<div id="dashboard" hidden>
      <h1>Dashboard</h1>
      <p id="email"></p>
      <p id="organization"></p>
      <button id="sign-out">Sign out</button>
    </div>`
  )
}
