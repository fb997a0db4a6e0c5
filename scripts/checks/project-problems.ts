import type { BuildEnvironment } from "../build-environment"
import { PROJECT } from "../project"
import { UsageError } from "../usage-error"
import { problemsOfPackageJson, problemsOfTsconfig } from "./configuration-files"
import { problemsOfEntryPoints } from "./entry-points"
import { problemsOfManifest } from "./manifest-variables"
import { problemsOfPackages } from "./packages"
import { type ProjectProblem, readPackageJson } from "./problem"
import { problemsOfTaskUrls } from "./task-urls"

/** What in a project would stop its build with a puzzling error, or make it wrong without one. */
export function problemsOfProject(project = PROJECT): ProjectProblem[] {
  const packageJson = readPackageJson(project)
  return [
    ...problemsOfPackageJson(project, packageJson),
    ...problemsOfTsconfig(project),
    ...problemsOfPackages(project, packageJson),
    ...problemsOfEntryPoints(project)
  ]
}

/** The `taskUrls` of this project. */
export async function readTaskUrls(): Promise<Readonly<Record<string, { url: string }>>> {
  const { taskUrls } = await import("../../src/session/tasks")
  return taskUrls
}

/** @throws {UsageError} that lists every problem of this project with its fix. */
export async function refuseBrokenProject(environment: BuildEnvironment): Promise<void> {
  const problems = [...problemsOfProject(), ...problemsOfManifest(readPackageJson(PROJECT), environment)]
  if (problems.length === 0) problems.push(...problemsOfTaskUrls(PROJECT, await readTaskUrls(), environment))
  if (problems.length === 0) return

  const lines = problems.map(({ subject, message, fix }) => `  ${subject}: ${message}\n  → ${fix}`)
  throw new UsageError(`This project can't be built yet:\n\n${lines.join("\n\n")}`)
}
