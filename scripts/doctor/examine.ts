import type { Variables } from "../env-files"
import { examineAllowedOrigins } from "./allowed-origins"
import { examineSecretKey } from "./backend-api"
import { type Build, examineBuild } from "./build"
import { examineConfiguration } from "./configuration"
import { type Finding, notChecked } from "./finding"
import { examineFrontendApi } from "./frontend-api"
import { examineSyncHost } from "./sync-host"
import { examineVersions, readVersions } from "./versions"

/** Looks at everything that has to be right for the extension to work with the author's Clerk instance. */
export async function examine(given: Variables, build: Omit<Build, "secretKey">): Promise<Finding[]> {
  const { findings, environment } = examineConfiguration(given)
  const versions = examineVersions(readVersions())
  if (!environment) {
    return [
      ...findings,
      notChecked("Clerk, and the build", "These wait until the variables are right."),
      ...versions
    ]
  }
  const frontendApi = await examineFrontendApi(environment)
  const { finding, backendApi } = await examineSecretKey(given, environment, frontendApi.keyIds)
  const secretKey = given.CLERK_SECRET_KEY?.trim()
  return [
    ...findings,
    ...frontendApi.findings,
    finding,
    await examineAllowedOrigins(environment, frontendApi, backendApi),
    ...(await examineSyncHost(environment)),
    ...examineBuild(environment, { ...build, secretKey }),
    ...versions
  ]
}
