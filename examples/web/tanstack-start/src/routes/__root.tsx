import { ClerkProvider } from "@clerk/tanstack-react-start"
import { createRootRoute, HeadContent, Scripts } from "@tanstack/react-router"
import type { ReactNode } from "react"
import styles from "../styles.css?url"

const taskUrls = {
  "choose-organization": "/tasks/choose-organization",
  "reset-password": "/tasks/reset-password",
  "setup-mfa": "/tasks/setup-mfa"
}

export const Route = createRootRoute({
  head: () => ({
    meta: [
      { charSet: "utf-8" },
      { name: "viewport", content: "width=device-width, initial-scale=1" },
      { title: "TanStack Start example" }
    ],
    links: [{ rel: "stylesheet", href: styles }]
  }),
  shellComponent: RootDocument
})

function RootDocument({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <HeadContent />
      </head>
      <body>
        <ClerkProvider taskUrls={taskUrls}>
          <main>{children}</main>
        </ClerkProvider>
        <Scripts />
      </body>
    </html>
  )
}
