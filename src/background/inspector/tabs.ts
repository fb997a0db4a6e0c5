import type { Tab } from "~inspector/record"
import type { TaskUrl } from "~session/tasks"
import { note } from "./recorder"

/** Records that the worker shows a task's page, in a new tab or one that is open. The author chose the URL. */
export function recordTab(how: "opened" | "focused", url: TaskUrl) {
  note<Tab>({ kind: "tab", how, url })
}
