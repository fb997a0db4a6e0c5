import { reactRouter } from "@react-router/dev/vite"
import { defineConfig } from "vite"

export default defineConfig({
  plugins: [reactRouter()],
  // Otherwise, Vite finds it after the first page has loaded, bundles React again, and hooks fail.
  optimizeDeps: { include: ["@clerk/react-router"] },
  server: { port: 3000, strictPort: true }
})
