import path from "node:path"
import { parseArgs } from "node:util"
import type { BuildEnvironment } from "./build-environment"
import { allowOrigin, originOf } from "./doctor/allowed-origins"
import { type BackendApi, examineSecretKey } from "./doctor/backend-api"
import { examineConfiguration } from "./doctor/configuration"
import { examine } from "./doctor/examine"
import type { Finding } from "./doctor/finding"
import { examineFrontendApi } from "./doctor/frontend-api"
import { allowRedirectUrl, redirectUrlOf } from "./doctor/redirect-urls"
import { envFileNames, readEnvFiles, type Variables } from "./env-files"
import { PROJECT } from "./project"
import { runProgram, UsageError } from "./usage-error"

// npm run doctor [-- --allow-origin --allow-redirect-url --dev --tag=name]
await runProgram(async () => {
  const { values } = parseArgs({
    options: {
      // These two change the instance: everything else only looks.
      "allow-origin": { type: "boolean" },
      "allow-redirect-url": { type: "boolean" },
      // What "npm run dev" makes, instead of "npm run build".
      dev: { type: "boolean", default: false },
      tag: { type: "string" }
    }
  })
  const tag = values.tag ?? (values.dev ? "dev" : "prod")
  const command = values.dev ? "npm run dev" : "npm run build"

  process.chdir(PROJECT)
  const variables = {
    ...readEnvFiles(envFileNames(values.dev ? "development" : "production", tag)),
    // Who gets the secret key is said in the shell only: a file may have come with somebody else's commit.
    CLERK_API_URL: process.env.CLERK_API_URL
  }
  if (values["allow-origin"]) await change(variables, addOrigin)
  if (values["allow-redirect-url"]) await change(variables, addRedirectUrl)

  const directory = path.join(PROJECT, "build", `chrome-mv3-${tag}`)
  const findings = await examine(variables, { directory, command })
  console.log(`\n${findings.map(asText).join("\n")}\n\n${summaryOf(findings)}`)
  if (findings.some(({ state }) => state === "to fix")) process.exitCode = 1
})

type Change = (environment: BuildEnvironment, backendApi: BackendApi) => Promise<string>

async function change(variables: Variables, run: Change) {
  const { environment, findings } = examineConfiguration(variables)
  if (!environment) throw new UsageError(findings.map(({ says }) => says).join("\n\n"))
  const { keyIds } = await examineFrontendApi(environment)
  const { finding, backendApi } = await examineSecretKey(variables, environment, keyIds)
  if (!backendApi) throw new UsageError(`Nothing was changed. ${finding.says} ${finding.fix ?? ""}`.trim())
  console.log(await run(environment, backendApi))
}

async function addOrigin(environment: BuildEnvironment, backendApi: BackendApi) {
  const origins = await allowOrigin(environment, backendApi)
  return `The instance allows ${originOf(environment)}. All allowed origins: ${origins.join(", ")}`
}

async function addRedirectUrl(environment: BuildEnvironment, backendApi: BackendApi) {
  await allowRedirectUrl(environment, backendApi)
  return `After SSO, the instance leads back to ${redirectUrlOf(environment)}.`
}

function asText({ state, subject, says, fix }: Finding) {
  const [first, ...more] = [...says.split("\n"), ...(fix === undefined ? [] : [`→ ${fix}`])]
  const indented = more.map((line) => `${" ".repeat(14)}${line}`)
  return [`${state.padEnd(14)}${subject}: ${first}`, ...indented].join("\n")
}

function summaryOf(findings: Finding[]) {
  const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length
  const toFix = count("to fix")
  const unchecked = count("not checked")
  return [
    toFix === 0 ? "Nothing to fix." : `To fix: ${toFix}.`,
    ...(unchecked === 0 ? [] : [`Not checked: ${unchecked}.`])
  ].join(" ")
}
