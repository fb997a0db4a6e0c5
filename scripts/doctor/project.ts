import type { BuildEnvironment } from "../build-environment"
import { problemsOfProject, readTaskUrls } from "../checks/project-problems"
import { notesOnTaskUrls, problemsOfTaskUrls } from "../checks/task-urls"
import { PROJECT } from "../project"
import { type Finding, needsFix, ok, skipped } from "./finding"

/**
 * Checks whether the project's packages, settings and pages fit together. A build stops at the same problems, unless package.json's
 * scripts run Plasmo directly.
 */
export async function examineProject(environment: BuildEnvironment | undefined): Promise<Finding[]> {
  const problems = problemsOfProject()
  const taskUrls = environment && (await readTaskUrls())
  if (taskUrls) problems.push(...problemsOfTaskUrls(PROJECT, taskUrls, environment))
  const notes = taskUrls ? notesOnTaskUrls(taskUrls, environment) : []
  return [
    ...(problems.length === 0
      ? [ok("Project", "Its packages, settings and pages fit together.")]
      : problems.map(({ subject, message, fix }) => needsFix(subject, message, fix))),
    ...notes.map((note) => skipped("taskUrls", note))
  ]
}
