import { ClerkProvider, SignIn, TaskChooseOrganization, TaskResetPassword, TaskSetupMFA } from "@clerk/react"
import { Route, Routes, useNavigate } from "react-router"
import { Dashboard } from "./dashboard"
import { Home } from "./home"

const taskUrls = {
  "choose-organization": "/tasks/choose-organization",
  "reset-password": "/tasks/reset-password",
  "setup-mfa": "/tasks/setup-mfa"
}

export function App() {
  const navigate = useNavigate()

  return (
    <ClerkProvider
      publishableKey={import.meta.env.VITE_CLERK_PUBLISHABLE_KEY}
      signInUrl="/sign-in"
      taskUrls={taskUrls}
      routerPush={(to) => navigate(to)}
      routerReplace={(to) => navigate(to, { replace: true })}
    >
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
    </ClerkProvider>
  )
}
