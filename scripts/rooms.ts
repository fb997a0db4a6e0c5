/**
 * The rooms of this project: what each holds, and what it may import. `test/unit/rooms.test.ts` enforces this list, and
 * `docs/architecture.md` shows it as a table.
 *
 * Imports run one way: a room may import itself and what it lists here. Tests, scripts and the bench may import everything.
 */
type Room = {
  holds: string
  mayImport: string[]
  /** The folder that may import Clerk's packages, or `types` if the room may import only their types. Without it, neither. */
  clerk?: "types" | `${string}/${string}` | "emulator"
}

export const rooms: Record<string, Room> = {
  "src/i18n.ts": { holds: "`t()`, which returns the texts of `locales` by name", mayImport: [] },
  "src/session": {
    holds: "the nouns: the snapshot, tasks with `taskUrls`, lists",
    mayImport: ["src/i18n.ts"],
    clerk: "types"
  },
  "src/messaging": {
    holds: "the verbs: one contract for each message, `send()`, errors",
    mayImport: ["src/session", "src/i18n.ts"]
  },
  "src/inspector/record.ts": {
    holds: "the shape of what the service worker records for the inspector",
    mayImport: ["src/session"]
  },
  "src/background": {
    holds:
      "the session owner, one file for each message in `messages`, and `clerk`, the only folder that knows Clerk",
    mayImport: ["src/messaging", "src/session", "src/inspector/record.ts", "src/i18n.ts"],
    clerk: "src/background/clerk"
  },
  "src/react": {
    holds:
      "what your pages import, with the names of `@clerk/react`: `useAuth()`, `<Show>`, `<RedirectToTasks />`",
    mayImport: ["src/messaging", "src/session", "src/i18n.ts"],
    clerk: "types"
  },
  "src/ui": {
    holds: "the parts of a screen: controls, forms, page frames, the theme",
    mayImport: ["src/react", "src/messaging", "src/session", "src/i18n.ts"]
  },
  "src/screens": {
    holds: "one folder for each feature: sign-in, a task, the account, the workspace",
    mayImport: ["src/ui", "src/react", "src/messaging", "src/session", "src/i18n.ts"]
  },
  "src/inspector": {
    holds: "the inspector, a page for authors that only development builds contain",
    mayImport: ["src/inspector/record.ts", "src/ui", "src/react", "src/session", "src/i18n.ts"]
  },
  "src/popup": { holds: "the popup", mayImport: [...pageImports(), "src/inspector"] },
  "src/sidepanel": { holds: "the side panel", mayImport: pageImports() },
  "src/tabs": { holds: "the tab pages, one in each file", mayImport: pageImports() },
  emulator: {
    holds: "a Clerk Frontend API for development and tests, which shares no code with `src`",
    mayImport: [],
    clerk: "emulator"
  }
}

/** Other rooms of `src` may import only types from these files: pages load neither the contracts nor the worker's code. */
export const typesOnly = ["src/messaging/contracts.ts"]

function pageImports() {
  return ["src/screens", "src/ui", "src/react", "src/session", "src/i18n.ts"]
}

/** The table in docs/architecture.md. */
export function tableOfRooms(): string {
  const code = (name: string) => `\`${name.replace(/^src\//, "")}\``
  const lines = Object.entries(rooms).map(([name, { holds, mayImport, clerk }]) => {
    const imports = mayImport.map(code)
    if (clerk === "types") imports.push("Clerk's types")
    else if (clerk) imports.push(`Clerk, in ${code(clerk)}`)
    return `| \`${name}\` | ${holds} | ${imports.join(", ") || "nothing in this project"} |`
  })
  return ["| room | holds | may import |", "| --- | --- | --- |", ...lines].join("\n")
}
