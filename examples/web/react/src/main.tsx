import { ClerkProvider, SignIn, TaskChooseOrganization, TaskResetPassword, TaskSetupMFA } from "@clerk/react"
import { createRoot } from "react-dom/client"
import { BrowserRouter, Route, Routes } from "react-router"
import { Dashboard } from "./dashboard"
import { Home } from "./home"
import "./styles.css"

const taskUrls = {
  "choose-organization": "/tasks/choose-organization",
  "reset-password": "/tasks/reset-password",
  "setup-mfa": "/tasks/setup-mfa"
}

// Give Clerk no `routerPush`: with it, <TaskChooseOrganization /> leaves the page empty after the choice.
createRoot(document.getElementById("root") as HTMLElement).render(
  <ClerkProvider
    publishableKey={import.meta.env.VITE_CLERK_PUBLISHABLE_KEY}
    signInUrl="/sign-in"
    taskUrls={taskUrls}
  >
    <BrowserRouter>
      <Routes>
        <Route path="/" element={<Home />} />
        <Route path="/sign-in" element={<SignIn />} />
        <Route path="/dashboard" element={<Dashboard />} />
        <Route
          path="/tasks/choose-organization"
          element={<TaskChooseOrganization redirectUrlComplete="/dashboard" />}
        />
        <Route
          path="/tasks/reset-password"
          element={<TaskResetPassword redirectUrlComplete="/dashboard" />}
        />
        <Route path="/tasks/setup-mfa" element={<TaskSetupMFA redirectUrlComplete="/dashboard" />} />
      </Routes>
    </BrowserRouter>
  </ClerkProvider>
)
