import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config"

// As in tsconfig.json: "~session/snapshot" is src/session/snapshot.
const alias = [{ find: /^~(?=\w)/, replacement: fileURLToPath(new URL("./src/", import.meta.url)) }]

/** The unit tests, also for `vitest.mutants.config.ts`. */
export const unit = {
  resolve: { alias },
  test: {
    name: "unit",
    include: ["test/unit/**/*.test.{ts,tsx}", "test/emulator/**/*.test.ts"],
    // They start faster than processes.
    pool: "threads",
    // Vitest would leave one core idle.
    maxWorkers: availableParallelism(),
    // All others are real: Node 20.9 does not go on without them.
    fakeTimers: { toFake: ["setTimeout", "clearTimeout", "Date"] },
    restoreMocks: true,
    unstubGlobals: true,
    expect: { poll: { timeout: 10_000, interval: 20 } }
  }
} satisfies TestProjectInlineConfiguration

export default defineConfig({
  test: {
    projects: [
      unit,
      {
        resolve: { alias },
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts", "test/hostile/**/*.test.ts"],
          globalSetup: "test/support/global-setup.ts",
          // Each worker has a browser, which its files share.
          isolate: false,
          maxWorkers: availableParallelism(),
          // A safety net: tests wait for what should appear, and say so long before this. The first of a kind also builds.
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 10_000, interval: 50 } }
        }
      },
      {
        // npm run test:eject: makes projects, each of which installs its packages and runs its tests.
        test: {
          name: "eject",
          include: ["test/eject/**/*.test.ts"],
          testTimeout: 3_600_000
        }
      },
      {
        // npm run test:prebuilt, which first installs what it needs. Skipped where that is not installed.
        test: {
          name: "prebuilt",
          include: ["test/prebuilt/**/*.test.ts"],
          expect: { poll: { timeout: 10_000, interval: 20 } }
        }
      },
      {
        // npm run test:examples, which first installs what it needs.
        resolve: { alias },
        test: {
          name: "examples",
          include: ["test/examples/**/*.test.ts"],
          globalSetup: "test/support/global-setup.ts",
          testTimeout: 600_000,
          expect: { poll: { timeout: 10_000, interval: 50 } }
        }
      }
    ]
  }
})
