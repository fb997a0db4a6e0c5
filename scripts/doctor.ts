import path from "node:path"
import type { BuildEnvironment } from "./build-environment"
import { runCommandLine } from "./command-line"
import { allowOrigin, originOf } from "./doctor/allowed-origins"
import { type BackendApi, examineSecretKey } from "./doctor/backend-api"
import { examineConfiguration } from "./doctor/configuration"
import { examine } from "./doctor/examine"
import type { Finding } from "./doctor/finding"
import { examineFrontendApi } from "./doctor/frontend-api"
import { allowRedirectUrl, redirectUrlOf } from "./doctor/redirect-urls"
import { envFileNames, readEnvFiles, type Variables } from "./env-files"
import { PROJECT } from "./project"
import { UsageError } from "./usage-error"

const usage = {
  command: "npm run doctor",
  does: "Checks the setup, and reports each item as ok, fix (with the steps) or skipped (with the reason). Changes nothing, unless an option says so. Exits with 0 when there's nothing to fix.",
  options: {
    "allow-origin": {
      type: "boolean",
      does: "adds the extension's origin to the instance's allowed origins. Needs CLERK_SECRET_KEY"
    },
    "allow-redirect-url": {
      type: "boolean",
      does: "adds the extension's URL to the instance's redirect URLs, for SSO. Needs CLERK_SECRET_KEY"
    },
    dev: {
      type: "boolean",
      default: false,
      does: 'checks the build of "npm run dev" instead of "npm run build"'
    },
    tag: { type: "string", value: "name", does: "checks the build with this tag" }
  }
} as const

await runCommandLine(usage, async ({ values }) => {
  const tag = values.tag ?? (values.dev ? "dev" : "prod")
  const command = values.dev ? "npm run dev" : "npm run build"

  process.chdir(PROJECT)
  const variables = {
    ...readEnvFiles(envFileNames(values.dev ? "development" : "production", tag)),
    // Only the shell decides where the secret key goes: a file may come from someone else's commit.
    CLERK_API_URL: process.env.CLERK_API_URL
  }
  if (values["allow-origin"]) await change(variables, addOrigin)
  if (values["allow-redirect-url"]) await change(variables, addRedirectUrl)

  const directory = path.join(PROJECT, "build", `chrome-mv3-${tag}`)
  const findings = await examine(variables, { directory, command })
  console.log(`\n${findings.map(asText).join("\n")}\n\n${summaryOf(findings)}`)
  if (findings.some(({ state }) => state === "fix")) process.exitCode = 1
})

type Change = (environment: BuildEnvironment, backendApi: BackendApi) => Promise<string>

async function change(variables: Variables, run: Change) {
  const { environment, findings } = examineConfiguration(variables)
  if (!environment) throw new UsageError(findings.map(({ message }) => message).join("\n\n"))
  const { keyIds } = await examineFrontendApi(environment)
  const { finding, backendApi } = await examineSecretKey(variables, environment, keyIds)
  if (!backendApi) throw new UsageError(`Nothing was changed. ${finding.message} ${finding.fix ?? ""}`.trim())
  console.log(await run(environment, backendApi))
}

async function addOrigin(environment: BuildEnvironment, backendApi: BackendApi) {
  const origins = await allowOrigin(environment, backendApi)
  return `The instance now allows ${originOf(environment)}. All allowed origins: ${origins.join(", ")}`
}

async function addRedirectUrl(environment: BuildEnvironment, backendApi: BackendApi) {
  await allowRedirectUrl(environment, backendApi)
  return `The instance now allows the redirect URL ${redirectUrlOf(environment)}.`
}

function asText({ state, subject, message, fix }: Finding) {
  const [first, ...more] = [...message.split("\n"), ...(fix === undefined ? [] : [`→ ${fix}`])]
  const indented = more.map((line) => `${" ".repeat(9)}${line}`)
  return [`${state.padEnd(9)}${subject}: ${first}`, ...indented].join("\n")
}

function summaryOf(findings: Finding[]) {
  const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length
  const isSkipped = count("skipped") > 0
  return `${count("fix") || "Nothing"} to fix${isSkipped ? `, ${count("skipped")} skipped` : ""}.`
}
