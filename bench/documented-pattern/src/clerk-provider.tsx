import { ClerkProvider } from "@clerk/chrome-extension"
import type { ReactNode } from "react"

const POPUP = chrome.runtime.getURL("popup.html")

/** Each page has its own Clerk. */
export function Clerk({ children }: { children: ReactNode }) {
  return (
    <ClerkProvider
      publishableKey={process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""}
      afterSignOutUrl={POPUP}
      signInFallbackRedirectUrl={POPUP}
      signUpFallbackRedirectUrl={POPUP}
    >
      {children}
    </ClerkProvider>
  )
}
