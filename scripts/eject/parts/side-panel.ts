import { cut, type Part } from "../part"

export const sidePanel: Part = {
  what: "the popup's views in Chrome's side panel, and the permission for it",
  removes: ["src/sidepanel"],
  room: "src/sidepanel",
  edits: [cut("src/popup/index.tsx", "          <OpenSidePanel />\n")]
}
