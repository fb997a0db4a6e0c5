import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { resolveBuildEnvironment } from "../../../../scripts/build-environment"
import { problemsOfManifest } from "../../../../scripts/checks/manifest-variables"
import { PROJECT } from "../../../../scripts/project"
import { publishableKeyFor } from "../../../../scripts/publishable-key"

const real = JSON.parse(readFileSync(path.join(PROJECT, "package.json"), "utf8"))
const environment = resolveBuildEnvironment({
  PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor("clerk.example.com", "production"),
  PLASMO_PUBLIC_CLERK_SYNC_HOST: "https://app.example.com",
  PLASMO_PUBLIC_CLERK_SSO: "on",
  CLERK_PASSKEY_DOMAIN: "example.com",
  PLASMO_PUBLIC_API_URL: "https://api.example.com"
})

test("this project's manifest has every permission that a variable can require", () => {
  expect(problemsOfManifest(real, environment)).toEqual([])
})

test("without its entry, each permission is a problem that names the variable", () => {
  const problems = problemsOfManifest({ manifest: { permissions: [], host_permissions: [] } }, environment)

  expect(problems.map(({ message }) => /that (\w+) requires/.exec(message)?.[1])).toEqual([
    "PLASMO_PUBLIC_CLERK_SYNC_HOST",
    "PLASMO_PUBLIC_CLERK_SYNC_HOST",
    "PLASMO_PUBLIC_CLERK_SYNC_HOST",
    "PLASMO_PUBLIC_CLERK_SSO",
    "CLERK_PASSKEY_DOMAIN",
    "PLASMO_PUBLIC_API_URL"
  ])
  expect(problems[0]?.fix).toContain('"$CLERK_SYNC_PERMISSION" to "permissions"')
})

test("a permission that no variable requires may be missing", () => {
  const bare = resolveBuildEnvironment({
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor("clerk.example.com", "production")
  })

  expect(problemsOfManifest({ manifest: {} }, bare)).toEqual([])
})
