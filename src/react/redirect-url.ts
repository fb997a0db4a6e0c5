import { type TaskUrl, taskPages } from "~session/tasks"

const PARAMETER = "redirect_url"

/** The address of a task's page, including the page to come back to. */
export function withRedirectUrl(taskUrl: TaskUrl, from: Pick<Location, "pathname" | "search">): string {
  if (taskUrl.startsWith("https://")) return taskUrl
  const back = redirectUrlIn(from.search) ?? ownTabPage(from.pathname + from.search)
  return back ? `${taskUrl}?${new URLSearchParams({ [PARAMETER]: back })}` : taskUrl
}

/** The page to come back to, if it's a page of this extension but not a task page; all other addresses are refused. */
export function redirectUrlIn(search: string): string | null {
  return ownTabPage(new URLSearchParams(search).get(PARAMETER) ?? "")
}

function ownTabPage(path: string) {
  const [page] = path.match(/^\/tabs\/[\w-]+\.html(?=[?#]|$)/) ?? []
  return page && !taskPages().includes(page) ? path : null
}
