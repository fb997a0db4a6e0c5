import type { SessionTaskKey, TaskUrl } from "./session-task"

/**
 * The one place that says where each session task is completed: an extension page, or an https page of your web app.
 * @see https://clerk.com/docs/guides/configure/session-tasks
 */
export const taskUrls: Partial<Record<SessionTaskKey, TaskUrl>> = {
  "choose-organization": "/tabs/choose-organization.html",
  "reset-password": "/tabs/reset-password.html",
  "setup-mfa": "/tabs/setup-mfa.html"
}

/** The page for tasks that `taskUrls` does not name, also those of a newer Clerk. */
export const otherTaskUrl: TaskUrl = "/tabs/other-task.html"

/**
 * Where the task with this key is completed.
 * @throws Error when `taskUrls` was given another kind of address, for example `javascript:` or `http:`.
 */
export function taskUrlFor(key: string, urls: Record<string, string | undefined> = taskUrls): TaskUrl {
  const url = hasTaskUrl(key, urls) ? urls[key] : undefined
  if (url === undefined) return otherTaskUrl
  if (!isTaskUrl(url)) {
    throw new Error(
      `taskUrls["${key}"] must be a page like "/tabs/${key}.html" or an https address, not "${url}".`
    )
  }
  return url
}

/** Whether `taskUrls` names the task. Where it does, it has the say; otherwise `background/navigate.ts` has. */
export function hasTaskUrl(key: string, urls: Record<string, string | undefined> = taskUrls): boolean {
  return Object.hasOwn(urls, key) && urls[key] !== undefined
}

function isTaskUrl(url: string): url is TaskUrl {
  return /^\/tabs\/[\w-]+\.html$/.test(url) || (url.startsWith("https://") && URL.canParse(url))
}
