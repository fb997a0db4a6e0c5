import { Clerk } from "@clerk/clerk-js"

const publishableKey = import.meta.env.VITE_CLERK_PUBLISHABLE_KEY

export const clerk = new Clerk(publishableKey)

export const taskUrls = {
  "choose-organization": "/tasks/choose-organization",
  "reset-password": "/tasks/reset-password",
  "setup-mfa": "/tasks/setup-mfa"
}

/** Clerk's components come from its Frontend API, whose host is in the publishable key. */
export async function loadClerk() {
  const host = atob(publishableKey.split("_")[2]).slice(0, -1)
  await loadScript(`https://${host}/npm/@clerk/ui@1/dist/ui.browser.js`)
  await clerk.load({
    ui: { ClerkUI: window.__internal_ClerkUICtor },
    signInUrl: "/sign-in",
    taskUrls
  })
}

function loadScript(src) {
  const script = Object.assign(document.createElement("script"), { src, crossOrigin: "anonymous" })
  document.head.append(script)
  return new Promise((resolve, reject) => {
    script.onload = resolve
    script.onerror = () => reject(new Error(`${src} couldn't be loaded.`))
  })
}
