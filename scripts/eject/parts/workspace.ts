import { cut, type Part } from "../part"

export const workspace: Part = {
  what: "the protected page, with a call to your API and an organization switcher",
  removes: ["src/tabs/workspace.tsx", "src/screens/workspace"],
  edits: [
    cut(
      "src/screens/styles.ts",
      `import "./workspace/who-am-i.css"
import "./workspace/workspace.css"
`
    ),
    cut("src/popup/index.tsx", "          <OpenWorkspace />\n"),
    cut("src/sidepanel/index.tsx", "        <OpenWorkspace />\n"),
    cut(
      "src/sidepanel/index.tsx",
      `        <Show when="signed-in">
          <WhoAmI />
        </Show>
`
    )
  ]
}
