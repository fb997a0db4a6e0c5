import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { resolveBuildEnvironment } from "../../../../scripts/build-environment"
import { readTaskUrls } from "../../../../scripts/checks/project-problems"
import { notesOnTaskUrls, problemsOfTaskUrls } from "../../../../scripts/checks/task-urls"
import { PROJECT } from "../../../../scripts/project"
import { publishableKeyFor } from "../../../../scripts/publishable-key"

const LIVE = publishableKeyFor("clerk.example.com", "production")
const TEST = publishableKeyFor("clever-cat-1.clerk.accounts.dev")

let project: string
beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), "task-urls-"))
  mkdirSync(path.join(project, "src/tabs"), { recursive: true })
})
afterEach(() => rmSync(project, { recursive: true }))

const environmentFor = (key: string, syncHost?: string) =>
  resolveBuildEnvironment({
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: key,
    PLASMO_PUBLIC_CLERK_SYNC_HOST: syncHost
  })

const problems = (url: string, environment = environmentFor(LIVE)) =>
  problemsOfTaskUrls(project, { "my-task": { url } }, environment)

const notes = (url: string, environment = environmentFor(LIVE)) =>
  notesOnTaskUrls({ "my-task": { url } }, environment)

test("every page in this project's taskUrls exists", async () => {
  const taskUrls = await readTaskUrls()

  expect(Object.keys(taskUrls)).toContain("choose-organization")
  expect(problemsOfTaskUrls(PROJECT, taskUrls, environmentFor(LIVE))).toEqual([])
})

test("a page that isn't in src/tabs is a problem", () => {
  expect(problems("/tabs/my-task.html")).toMatchObject([
    { message: expect.stringContaining("there's no src/tabs/my-task.tsx") }
  ])

  writeFileSync(path.join(project, "src/tabs/my-task.tsx"), "")

  expect(problems("/tabs/my-task.html")).toEqual([])
})

test.each(["/my-task.html", "http://example.com", "tabs/my-task.html"])("%s isn't a task's url", (url) => {
  expect(problems(url)).toMatchObject([
    { message: `The task "my-task" has the url "${url}" in src/session/tasks.ts.` }
  ])
})

describe("a page of the web app", () => {
  test("is a problem without a sync host", () => {
    expect(problems("https://app.example.com/task")).toMatchObject([
      { fix: expect.stringContaining("PLASMO_PUBLIC_CLERK_SYNC_HOST to https://app.example.com in .env") }
    ])
  })

  test.each(["https://app.example.com", "https://example.com", "https://clerk.example.com"])(
    "is fine in production with the sync host %s, on any host of its domain",
    (syncHost) => {
      const environment = environmentFor(LIVE, syncHost)

      expect(problems("https://app.example.com/task", environment)).toEqual([])
      expect(problems("https://example.com/task", environment)).toEqual([])
      expect(notes("https://example.com/task", environment)).toEqual([])
    }
  )

  test("is a problem in production on another domain", () => {
    const environment = environmentFor(LIVE, "https://app.example.com")

    for (const host of ["app.example.org", "notexample.com", "example.com.example.org"]) {
      expect(problems(`https://${host}/task`, environment)).toMatchObject([
        { message: expect.stringContaining(`signed out at https://${host}`) }
      ])
    }
  })

  test("is noted in development on a host other than the sync host, where each host has a client of its own", () => {
    const environment = environmentFor(TEST, "http://localhost:3000")

    expect(problems("https://app.example.com/task", environment)).toEqual([])
    expect(notes("https://app.example.com/task", environment)).toEqual([
      expect.stringContaining("shares the session of http://localhost:3000")
    ])
    expect(notes("https://localhost:3001/task", environment)).toEqual([])
  })
})
