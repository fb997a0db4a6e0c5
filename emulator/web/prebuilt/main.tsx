import {
  ClerkProvider,
  SignIn,
  SignUp,
  TaskChooseOrganization,
  TaskResetPassword,
  TaskSetupMFA,
  Waitlist
} from "@clerk/react"
import { ui } from "@clerk/ui/no-rhc"
import { dark } from "@clerk/ui/themes"
import type { ReactNode } from "react"
import { createRoot } from "react-dom/client"
import { Home } from "./home"
import { HOME, SIGN_IN, SIGN_UP, taskUrls, WAITLIST } from "./places"

const pages: Record<string, ReactNode> = {
  [HOME]: <Home />,
  [SIGN_IN]: <SignIn routing="hash" />,
  [SIGN_UP]: <SignUp routing="hash" />,
  [WAITLIST]: <Waitlist />,
  [taskUrls["choose-organization"]]: <TaskChooseOrganization redirectUrlComplete={HOME} />,
  [taskUrls["reset-password"]]: <TaskResetPassword redirectUrlComplete={HOME} />,
  [taskUrls["setup-mfa"]]: <TaskSetupMFA redirectUrlComplete={HOME} />
}

const root = document.getElementById("page") as HTMLElement
const isDark = matchMedia("(prefers-color-scheme: dark)").matches

createRoot(root).render(
  <ClerkProvider
    publishableKey={root.dataset.publishableKey ?? ""}
    proxyUrl={location.origin}
    // Bundled with this script. By default, the SDK loads it from Clerk's servers.
    ui={ui}
    appearance={isDark ? { theme: dark } : {}}
    taskUrls={taskUrls}
    signInUrl={SIGN_IN}
    signUpUrl={SIGN_UP}
    waitlistUrl={WAITLIST}
    signInFallbackRedirectUrl={HOME}
    signUpFallbackRedirectUrl={HOME}
    afterSignOutUrl={HOME}
    telemetry={false}
  >
    {pages[location.pathname.replace(/\/$/, "")]}
  </ClerkProvider>
)
