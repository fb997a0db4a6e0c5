import { cut, type Part, swap } from "./part"

/** Not for a new project: what proves this one. */
export const never: Part = {
  what: "what proves the project that this one was made from",
  removes: [
    "bench",
    "docs/guide.md",
    "docs/moving-to-wxt.md",
    "docs/performance.md",
    "emulator/web/prebuilt",
    "scripts/add-to.ts",
    "scripts/commit-subjects.mjs",
    "scripts/cut-release.ts",
    "scripts/eject",
    "scripts/eject.ts",
    "scripts/example.ts",
    "scripts/examples",
    "scripts/merge-package-json.ts",
    "scripts/release.ts",
    "scripts/test-examples.ts",
    "test/eject",
    "test/examples",
    "test/prebuilt",
    "test/unit/bench",
    "test/unit/decisions.test.ts",
    "test/unit/docs.test.ts",
    "test/unit/guide.test.ts",
    "test/unit/guides",
    "test/unit/lockfiles.test.ts",
    "test/unit/support/map.test.ts",
    "test/unit/repository.test.ts",
    "test/unit/scripts/bootstrap.test.ts",
    "test/unit/scripts/commit-subjects.test.ts",
    "test/unit/scripts/eject.test.ts",
    "test/unit/scripts/examples.test.ts",
    "test/unit/scripts/extension-id.test.ts"
  ],
  tests: {
    // Authors use the names that the guides use.
    "test/unit/by-the-book.test.ts": [
      "the guides work, one after the other, and docs/api.md has each field",
      "a task is completed in a web app once its row has an https address and its page is deleted",
      "the examples in %s have the right types"
    ],
    "test/unit/scripts/command-line.test.ts": ["every program of this project is among those tested here"]
  },
  edits: [
    cut("tsconfig.json", '    "bench",\n'),
    cut("tsconfig.json", ',\n  "exclude": ["emulator/web/prebuilt"]'),
    cut("biome.json", '    "includes": ["**", "!bench/results.json", "!bench/results.md"]\n'),
    swap("biome.json", '    "ignoreUnknown": true,\n', '    "ignoreUnknown": true\n'),
    cut(
      "biome.json",
      `  "overrides": [
    {
      "includes": ["examples/web/**/*.vue", "examples/web/**/*.astro"],
      "linter": {
        "rules": {
          "correctness": {
            "noUnusedImports": "off",
            "noUnusedVariables": "off"
          },
          "style": {
            "useVueMultiWordComponentNames": "off"
          }
        }
      }
    }
  ],
`
    ),
    cut(
      "vitest.config.ts",
      `,
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
      }`
    )
  ],
  scripts: [
    "add-to",
    "bench",
    "eject",
    "emulator:prebuilt",
    "example",
    "release",
    "test:eject",
    "test:examples",
    "test:mutants",
    "test:prebuilt"
  ]
}

/** What a new project has only with `--with`. */
export const extras = {
  emulator: {
    what: "a local emulator of Clerk, with a demo",
    removes: [
      "emulator",
      "scripts/demo.ts",
      "scripts/demo-browser.ts",
      "scripts/demo-walk.ts",
      "test/emulator"
    ],
    edits: [cut("tsconfig.json", '    "emulator",\n')],
    room: "emulator",
    scripts: ["demo", "emulator"]
  },
  tests: {
    what: "the end-to-end tests, and the tests that need the emulator",
    removes: [
      "test/e2e",
      "test/emulator",
      "test/hostile",
      "test/states",
      "test/support/README.md",
      "test/unit/states",
      "test/unit/scripts/chromium.test.ts"
    ],
    edits: [
      swap(
        "package.json",
        '"test": "node scripts/bootstrap.mjs && tsx scripts/chromium.ts && npm run check && npm run test:e2e"',
        '"test": "npm run check"'
      ),
      cut(
        "vitest.config.ts",
        `,
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
      }`
      )
    ],
    scripts: ["test:e2e", "test:hostile"]
  }
} satisfies Record<string, Part>

export type ExtraName = keyof typeof extras
