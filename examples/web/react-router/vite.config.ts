import { reactRouter } from "@react-router/dev/vite"
import { defineConfig } from "vite"

export default defineConfig({
  plugins: [reactRouter()],
  // Otherwise, Vite finds them after the first page has loaded, bundles React again, and the page stays empty.
  optimizeDeps: { include: ["@clerk/react-router", "@clerk/react-router/server"] },
  server: { port: 3000, strictPort: true }
})
