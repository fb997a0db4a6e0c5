import { ClerkProvider } from "@clerk/nextjs"
import type { ReactNode } from "react"
import "./styles.css"

const taskUrls = {
  "choose-organization": "/tasks/choose-organization",
  "reset-password": "/tasks/reset-password",
  "setup-mfa": "/tasks/setup-mfa"
}

export const metadata = { title: "Next.js example" }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <ClerkProvider taskUrls={taskUrls}>
          <main>{children}</main>
        </ClerkProvider>
      </body>
    </html>
  )
}
