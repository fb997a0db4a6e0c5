import { existsSync } from "node:fs"
import path from "node:path"
import type { BuildEnvironment } from "../build-environment"
import type { ProjectProblem } from "./problem"

type TaskUrls = Readonly<Record<string, { url: string }>>

/** Checks that there's a page wherever `taskUrls` sends users, and that they're signed in there. */
export function problemsOfTaskUrls(
  project: string,
  taskUrls: TaskUrls,
  environment: BuildEnvironment
): ProjectProblem[] {
  return Object.entries(taskUrls).flatMap(([key, { url }]) => {
    const found = url.startsWith("https:") ? problemOfWebPage(url, environment) : problemOfPage(project, url)
    return found ? [{ subject: "taskUrls", ...found, message: `The task "${key}" ${found.message}` }] : []
  })
}

function problemOfPage(project: string, url: string) {
  const [, name] = /^\/tabs\/([\w-]+)\.html$/.exec(url) ?? []
  if (name === undefined) {
    return {
      message: `has the url "${url}" in src/session/tasks.ts.`,
      fix: `Set it to a page like "/tabs/my-task.html", or to an https URL of your web app.`
    }
  }
  const files = [".tsx", ".ts", ".jsx", ".js"].flatMap((end) => [`${name}${end}`, `${name}/index${end}`])
  if (files.some((file) => existsSync(path.join(project, "src/tabs", file)))) return undefined
  return {
    message: `has the page ${url}, but there's no src/tabs/${name}.tsx. Users would see ERR_FILE_NOT_FOUND.`,
    fix: `Add src/tabs/${name}.tsx, or change the task's url in src/session/tasks.ts.`
  }
}

function problemOfWebPage(url: string, environment: BuildEnvironment) {
  const { origin } = new URL(url)
  const syncHost = environment.variables.PLASMO_PUBLIC_CLERK_SYNC_HOST
  if (!syncHost) {
    return {
      message: `is at ${url}, but the extension doesn't share the session of a web app. Users would be signed out there and couldn't complete the task.`,
      fix: `Set PLASMO_PUBLIC_CLERK_SYNC_HOST to ${origin} in .env, or give the task a page in src/tabs.`
    }
  }
  if (environment.isForDevelopmentInstance || sharesSession(url, environment)) return undefined
  return {
    message: `is at ${url}, but the extension shares the session of ${syncHost}. Users would be signed out at ${origin} and couldn't complete the task.`,
    fix: `Give the task a url on ${domainOf(environment)} or one of its subdomains.`
  }
}

/** Tasks that a development build opens where its users are signed out, such as on the production web app. */
export function notesOnTaskUrls(taskUrls: TaskUrls, environment: BuildEnvironment): string[] {
  const syncHost = environment.variables.PLASMO_PUBLIC_CLERK_SYNC_HOST
  if (!syncHost || !environment.isForDevelopmentInstance) return []
  return Object.entries(taskUrls).flatMap(([key, { url }]) =>
    url.startsWith("https:") && !sharesSession(url, environment)
      ? [
          `The task "${key}" is at ${url}, but this build shares the session of ${syncHost}. To try the task, make both the same host.`
        ]
      : []
  )
}

/**
 * Whether the extension's client is also the client there. In production all hosts of the instance's domain have the same client. In
 * development each host has its own.
 * @see docs/decisions/0009-one-client-with-the-web-app.md
 */
function sharesSession(url: string, environment: BuildEnvironment) {
  const { hostname } = new URL(url)
  if (!environment.isForDevelopmentInstance) return `.${hostname}`.endsWith(`.${domainOf(environment)}`)
  return hostname === new URL(environment.variables.PLASMO_PUBLIC_CLERK_SYNC_HOST ?? "").hostname
}

// The Frontend API of a production instance is in the app's domain, such as clerk.example.com.
function domainOf({ frontendApi }: BuildEnvironment) {
  const { hostname } = new URL(frontendApi)
  return hostname.slice(hostname.indexOf(".") + 1)
}
