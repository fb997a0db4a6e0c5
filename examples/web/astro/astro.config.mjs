import node from "@astrojs/node"
import clerk from "@clerk/astro"
import { defineConfig } from "astro/config"

export default defineConfig({
  integrations: [
    clerk({
      signInUrl: "/sign-in",
      taskUrls: {
        "choose-organization": "/tasks/choose-organization",
        "reset-password": "/tasks/reset-password",
        "setup-mfa": "/tasks/setup-mfa"
      }
    })
  ],
  adapter: node({ mode: "standalone" }),
  output: "server",
  server: { port: 3000 },
  vite: { server: { strictPort: true } }
})
