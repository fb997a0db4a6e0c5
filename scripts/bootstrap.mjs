// Prepares a fresh clone: checks Node, then installs exactly what package-lock.json lists. Does the same for the folders in its
// arguments, which have their own packages. With --only, it leaves out the clone itself, whose programs already run.
// Plain JavaScript, because nothing is installed when it runs.
import { spawnSync } from "node:child_process"
import { existsSync, statSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"

const project = fileURLToPath(new URL("..", import.meta.url))

const args = process.argv.slice(2)

checkNode()
for (const name of args[0] === "--only" ? args.slice(1) : ["", ...args]) {
  const folder = path.join(project, name)
  if (isInstallNeeded(folder)) install(folder, name)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return

  stop(
    `This is Node ${process.versions.node}, but the project needs 20.9 or newer. Download it from https://nodejs.org, or use your version manager.`
  )
}

function isInstallNeeded(folder) {
  // npm writes this file last.
  const installed = `${folder}/node_modules/.package-lock.json`
  return (
    !existsSync(installed) || statSync(installed).mtimeMs < statSync(`${folder}/package-lock.json`).mtimeMs
  )
}

function install(folder, name) {
  console.log(`Installing the dependencies${name && ` of ${name}`}, which takes a minute or two ...`)
  const { status } = spawnSync("npm", ["ci", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    // npm is a .cmd file on Windows, which only a shell starts.
    shell: process.platform === "win32"
  })
  if (status === 0) {
    console.log("Installed.")
    return
  }
  stop(
    'npm could not install the dependencies. Its error is above. If it could not reach the registry, check your network or proxy ("npm config get registry", "npm config get proxy") and run the same command again.'
  )
}

function stop(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}
