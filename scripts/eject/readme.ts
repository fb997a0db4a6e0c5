import type { ExtraName } from "./extras"
import { type PartName, parts } from "./parts"

type Content = { name: string; wanted: ExtraName[]; without: PartName[] }

/** The README of a new project. */
export function readmeOf({ name, wanted, without }: Content): string {
  const hasTests = wanted.includes("tests")
  const hasEmulator = hasTests || wanted.includes("emulator")
  const rows: [command: string, what: string][] = [
    ...(hasEmulator
      ? ([["npm run demo", "builds the extension for the emulator and opens it in Chromium"]] as const)
      : []),
    ["npm run dev", "builds for development, again on every change"],
    ["npm run build", "builds for production, into `build/chrome-mv3-prod`"],
    ["npm run package", "makes the zip for the Chrome Web Store"],
    ["npm run doctor", "checks the setup, and says what to fix"],
    ["npm run check", "checks types, lint, formatting and import rules, and runs the unit tests"],
    ["npm test", hasTests ? "the same checks, and the end-to-end tests in Chromium" : "the same checks"],
    ["npm run fix", "formats, and fixes what the linter can"],
    ...(hasEmulator ? ([["npm run emulator", "runs only the emulator"]] as const) : [])
  ].map(([command = "", what = ""]) => [command, what])

  return `# ${name}

A Chrome extension in which users sign in with [Clerk](https://clerk.com) and complete its
[session tasks](https://clerk.com/docs/guides/configure/session-tasks): choose an organization, reset a password, set up two-step verification.

## Start

1. \`npm ci\`
2. Copy \`.env.example\` to \`.env\`, unless there is one, and set \`PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY\`. The key is on the
   [API keys page](https://dashboard.clerk.com/~/api-keys) of the Clerk Dashboard.${
     hasEmulator ? " No account yet? `npm run demo` needs no key." : ""
   }
3. \`npm run doctor\`, until there's nothing to fix.
4. \`npm run build\`. Open \`chrome://extensions\`, turn on **Developer mode**, choose **Load unpacked**, and pick \`build/chrome-mv3-prod\`.

## Develop

| command | what it does |
| --- | --- |
${rows.map(([command, what]) => `| \`${command}\` | ${what} |`).join("\n")}

Your own content in the popup is the children of \`<SessionView>\`, in \`src/popup/index.tsx\`. \`taskUrls\`, in \`src/session/tasks.ts\`, decides where
each task is completed. \`docs\` explains the code: [how the parts fit together](docs/architecture.md), [what your pages import](docs/api.md),
and [guides](docs/README.md).${leftOut(without)}

## License

The code that this project started with has the license in \`LICENSE\`. Keep that file.
`
}

function leftOut(without: PartName[]) {
  if (without.length === 0) return ""
  const lines = without.map((name) => `- \`${name}\`: ${parts[name].what}`)
  return `

Left out, although \`docs\` may describe it:

${lines.join("\n")}`
}
