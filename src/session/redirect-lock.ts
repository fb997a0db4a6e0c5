/**
 * A tab page with <RedirectToTasks /> holds a lock of this name and its tab's id: it goes to the page of a task by itself, so
 * nobody needs to open another.
 * @see https://developer.mozilla.org/docs/Web/API/Web_Locks_API
 */
export const REDIRECT_LOCK = "redirects-to-tasks-in-tab-"
