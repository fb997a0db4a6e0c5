import { spawnSync } from "node:child_process"
import path from "node:path"
import { runCommandLine } from "./command-line"
import { type ExtraName, extras } from "./eject/extras"
import { makeProject } from "./eject/make-project"
import { type PartName, parts } from "./eject/parts"
import { frontendApiHostOf } from "./publishable-key"
import { UsageError } from "./usage-error"

const EXAMPLE = "npm run eject -- ../my-extension"

const usage = {
  command: "npm run eject",
  positionals: "<folder>",
  does: "Makes a new, independent project of this one, in a new or empty folder: with its own name and extension ID, and with the parts you choose. docs/guides/start-a-project.md explains it.",
  options: {
    name: {
      type: "string",
      value: "name",
      does: "the extension's name, as users see it (default: the folder's)"
    },
    with: {
      type: "string",
      default: "",
      value: "extras",
      does: `what else the project gets: ${listOf(extras)}`
    },
    without: {
      type: "string",
      default: "",
      value: "parts",
      does: `what the project does without: ${listOf(parts)}`
    },
    "publishable-key": { type: "string", value: "key", does: "goes into .env, which Git ignores" },
    "no-install": { type: "boolean", default: false, does: "installs no packages" }
  }
} as const

await runCommandLine(usage, async ({ positionals, values }) => {
  const [directory, ...more] = positionals
  if (directory === undefined || more.length > 0) {
    throw new UsageError(`Name one folder for the new project, for example: ${EXAMPLE}`)
  }
  const publishableKey = values["publishable-key"]
  if (publishableKey !== undefined) frontendApiHostOf(publishableKey)
  const project = makeProject({
    directory,
    name: values.name,
    with: chosen<ExtraName>("with", values.with, Object.keys(extras)),
    without: chosen<PartName>("without", values.without, Object.keys(parts)),
    publishableKey
  })
  console.log(`Made "${project.name}", in ${project.directory}`)
  if (!values["no-install"]) install(project.directory)
  run("git", ["init", "--quiet"], project.directory)

  const folder = path.relative(process.cwd(), project.directory)
  console.log(`
Extension ID:  ${project.extensionId}, until the Web Store assigns one

Next:
  cd ${folder}${values["no-install"] ? "\n  npm install" : ""}
  npm test${publishableKey ? "" : "\n  Set PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY in .env, as in .env.example"}
  npm run doctor
  npm run build
README.md, in that folder, has the rest.`)
})

function listOf(choices: object) {
  return Object.keys(choices).join(", ")
}

function chosen<Name extends string>(option: string, given: string, known: string[]): Name[] {
  const names = given
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new UsageError(
      `--${option} has no "${unknown}". It takes ${known.join(", ")}, separated by commas.`
    )
  }
  return names as Name[]
}

/** Also writes package-lock.json, without the packages that the new project doesn't have. */
function install(directory: string) {
  console.log("Installing the dependencies, which takes a minute or two ...")
  if (run("npm", ["install", "--loglevel=error"], directory)) return
  throw new UsageError(
    `npm couldn't install the dependencies. Its error is above. The project in ${directory} is complete: run "npm install" there.`
  )
}

function run(command: string, args: string[], cwd: string) {
  // npm is a .cmd file on Windows, which only a shell starts.
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32"
  })
  return status === 0
}
