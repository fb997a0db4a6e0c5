import { readFileSync } from "node:fs"
import { parse } from "dotenv"
import { expand } from "dotenv-expand"

export type Variables = Readonly<Record<string, string | undefined>>

/** The files that Plasmo reads, in order of precedence. The shell's variables override all of them. */
export function envFileNames(mode: "development" | "production", tag: string) {
  return [
    ".env.chrome.local",
    `.env.${tag}.local`,
    `.env.${mode}.local`,
    ".env.local",
    ".env.chrome",
    `.env.${tag}`,
    `.env.${mode}`,
    ".env"
  ]
}

/** The variables of these files and of `environment`, merged as in Plasmo. */
export function readEnvFiles(names: string[], environment: Variables = process.env): Variables {
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) if (value !== undefined) variables[name] = value

  for (const name of names) {
    const contents = readIfThere(name)
    if (contents === undefined) continue
    const { parsed = {} } = expand({ parsed: parse(contents), processEnv: { ...variables } })
    for (const [key, value] of Object.entries(parsed)) variables[key] ??= value
  }
  return variables
}

function readIfThere(file: string) {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
    throw error
  }
}
