import type { Variables } from "../env-files"
import { PROJECT } from "../project"
import { examineAllowedOrigins } from "./allowed-origins"
import { examineSecretKey } from "./backend-api"
import { type Build, examineBuild } from "./build"
import { examineConfiguration } from "./configuration"
import { type Finding, skipped } from "./finding"
import { examineFrontendApi } from "./frontend-api"
import { examineProject } from "./project"
import { examineRedirectUrls } from "./redirect-urls"
import { examineSecretFiles } from "./secret-files"
import { examineSyncHost } from "./sync-host"
import { examineVersions, readVersions } from "./versions"

/** Checks everything the extension needs to work with the author's Clerk instance. */
export async function examine(given: Variables, build: Build): Promise<Finding[]> {
  const { findings, environment } = examineConfiguration(given)
  const secretFiles = examineSecretFiles(PROJECT)
  const project = await examineProject(environment)
  const versions = examineVersions(readVersions())
  if (!environment) {
    return [
      ...findings,
      secretFiles,
      skipped("Clerk and the build", "Correct the variables first."),
      ...project,
      ...versions
    ]
  }
  const frontendApi = await examineFrontendApi(environment)
  const { finding, backendApi } = await examineSecretKey(given, environment, frontendApi.keyIds)
  return [
    ...findings,
    secretFiles,
    ...frontendApi.findings,
    finding,
    await examineAllowedOrigins(environment, frontendApi, backendApi),
    ...(await examineRedirectUrls(environment, backendApi)),
    ...(await examineSyncHost(environment)),
    ...project,
    ...examineBuild(environment, build),
    ...versions
  ]
}
