import { defineConfig } from "vitest/config"
import { unit } from "./vitest.config"

// For npm run test:mutants: only the unit tests of what it changes.
export default defineConfig({
  resolve: unit.resolve,
  test: {
    ...unit.test,
    include: ["test/unit/{background,messaging,react,screens,session,ui}/**/*.test.{ts,tsx}"]
  }
})
