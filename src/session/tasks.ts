import type { SessionTask } from "@clerk/shared/types"
import type { TextKey } from "~i18n"
import type { PendingSession } from "./snapshot"

/**
 * A task's key as Clerk's SDK types it; a newer Clerk may have others.
 * @see https://clerk.com/docs/guides/configure/session-tasks
 */
export type SessionTaskKey = SessionTask["key"]

/** A page of this extension, as a path from its root. */
type TaskPageUrl = `/tabs/${string}.html`

/** Where a task is completed: on a page of this extension, or on an https page of your web app. */
export type TaskUrl = TaskPageUrl | `https://${string}`

/** A task that has a page in this extension. */
export type OwnTask = {
  url: TaskPageUrl
  /** The heading of that page, and its title in the tab. */
  title: TextKey
  /** Below the heading: why the task is required. It may depend on the session. */
  reason: TextKey | ((session: PendingSession) => TextKey)
  /** The current task, as the toolbar, the popup and the side panel show it. */
  toolbar: TextKey
}

/** A task that users complete in your web app. */
export type WebTask = { url: `https://${string}`; toolbar: TextKey }

// Editors suggest the SDK's keys; keys of a newer Clerk work just as well.
type TaskUrls = Partial<Record<SessionTaskKey, OwnTask | WebTask>> & Record<string, OwnTask | WebTask>

/**
 * Clerk's `taskUrls`: the one place that decides where each session task is completed, and what it's called. To complete a task
 * elsewhere, change its `url`; if that is an https address, delete its page in `src/tabs`. For another task, add a row here and
 * its page to `src/tabs`. `background/navigate.ts` handles tasks without a row.
 * @see https://clerk.com/docs/guides/configure/session-tasks
 */
export const taskUrls = {
  "choose-organization": {
    url: "/tabs/choose-organization.html",
    title: "chooseOrganizationTitle",
    reason: ({ user }) =>
      user.mayCreateOrganizations ? "chooseOrganizationReason" : "chooseOrganizationReasonNoneToCreate",
    toolbar: "toolbarChooseOrganization"
  },
  "reset-password": {
    url: "/tabs/reset-password.html",
    title: "newPasswordTitle",
    reason: "resetPasswordReason",
    toolbar: "toolbarResetPassword"
  },
  "setup-mfa": {
    url: "/tabs/setup-mfa.html",
    title: "setupMfaTitle",
    reason: "setupMfaReason",
    toolbar: "toolbarSetupMfa"
  }
} as const satisfies TaskUrls

/**
 * The page of every task that `taskUrls` doesn't name. It also leads to tasks in your web app, where users may have to sign in
 * first.
 */
export const otherTask = {
  url: "/tabs/other-task.html",
  title: "otherTaskTitle",
  toolbar: "toolbarOtherTask"
} as const satisfies Omit<OwnTask, "reason">

/** The keys of tasks that have a page in this extension. */
export type OwnTaskKey = {
  [Key in keyof typeof taskUrls]: (typeof taskUrls)[Key] extends OwnTask ? Key : never
}[keyof typeof taskUrls]

/** The key of a task, `undefined` if Clerk doesn't name it. */
type Key = string | undefined

/** Whether `taskUrls` names the task. If so, `taskUrls` decides where it's completed, otherwise `background/navigate.ts`. */
export function hasTaskUrl(key: Key): boolean {
  return rowOf(key) !== undefined
}

/**
 * Where the task with this key is completed.
 * @throws Error if its `url` is of another kind, for example `javascript:` or `http:`.
 */
export function taskUrlFor(key: Key): TaskUrl {
  const url = rowOf(key)?.url ?? otherTask.url
  if (isTaskUrl(url)) return url
  throw new Error(
    `taskUrls["${key}"].url must be a page like "/tabs/${key}.html" or an https address, not "${url}".`
  )
}

/** The same, but a page of this extension in any case: for a task in your web app, the page that leads there. */
export function taskPageFor(key: Key): TaskPageUrl {
  const url = taskUrlFor(key)
  return isWebUrl(url) ? otherTask.url : url
}

/** Whether this is a page of your web app. */
export function isWebUrl(url: TaskUrl): url is `https://${string}` {
  return url.startsWith("https://")
}

/** The text for the current task, including tasks that `taskUrls` doesn't name. */
export function toolbarTextOf(key: Key): TextKey {
  return (rowOf(key) ?? otherTask).toolbar
}

/** The pages of this extension on which tasks are completed. */
export function taskPages(): string[] {
  return [...Object.values(taskUrls), otherTask].map(({ url }) => url).filter((url) => url.startsWith("/"))
}

/**
 * A tab page with `<RedirectToTasks />` holds a lock with this name followed by its tab's ID: it goes to the page of a task by
 * itself, so nothing else needs to open one.
 * @see https://developer.mozilla.org/docs/Web/API/Web_Locks_API
 */
export const REDIRECT_LOCK = "redirects-to-tasks-in-tab-"

function rowOf(key: Key) {
  return key !== undefined && Object.hasOwn(taskUrls, key) ? (taskUrls as TaskUrls)[key] : undefined
}

function isTaskUrl(url: string): url is TaskUrl {
  return /^\/tabs\/[\w-]+\.html$/.test(url) || (url.startsWith("https://") && URL.canParse(url))
}
