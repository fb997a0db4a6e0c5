// npm run test:mutants: changes the code, one thing at a time, and says which changes no unit test notices. It takes hours.
// For one folder: npm run test:mutants -- --mutate "src/session/**/*.ts"

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutants.config.ts", related: false },
  mutate: [
    "src/session/**/*.ts",
    "src/messaging/**/*.ts",
    "src/background/**/*.ts",
    "src/react/**/*.{ts,tsx}",
    "src/screens/**/*.ts"
  ],
  // Stryker would read it with TypeScript's API of before version 7. Nothing here needs it.
  tsconfigFile: "none",
  coverageAnalysis: "perTest",
  // On two cores that are busy with something else.
  dryRunTimeoutMinutes: 30,
  // What runs once, when a file is loaded, would need all tests for each change.
  ignoreStatic: true,
  ignorePatterns: ["/assets", "/bench", "/build", "/coverage", "/docs"],
  tempDirName: "coverage/.stryker-tmp",
  // The next run looks only at what has changed since.
  incremental: true,
  incrementalFile: "coverage/mutants.json",
  reporters: ["clear-text", "html", "progress-append-only"],
  clearTextReporter: { allowColor: false, reportTests: false },
  htmlReporter: { fileName: "coverage/mutants.html" },
  // 85 is what we aim for.
  thresholds: { high: 85, low: 80, break: 75 }
}
