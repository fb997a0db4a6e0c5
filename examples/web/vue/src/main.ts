import { clerkPlugin } from "@clerk/vue"
import { createApp } from "vue"
import App from "./App.vue"
import { router } from "./router"
import "./styles.css"

createApp(App)
  .use(router)
  .use(clerkPlugin, {
    publishableKey: import.meta.env.VITE_CLERK_PUBLISHABLE_KEY,
    signInUrl: "/sign-in",
    taskUrls: {
      "choose-organization": "/tasks/choose-organization",
      "reset-password": "/tasks/reset-password",
      "setup-mfa": "/tasks/setup-mfa"
    }
  })
  .mount("#app")
