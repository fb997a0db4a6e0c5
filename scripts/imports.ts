import path from "node:path"

export type Import = { from: string; to: string; isType: boolean }

/**
 * The imports in a file, in the form in which Biome keeps them.
 *
 * @param from the file, as a path from the project's root, with slashes.
 * @param exists whether there's a file at such a path. A package or another import that isn't a file keeps its name.
 * @throws Error if an imported file doesn't exist.
 */
export function importsOf(from: string, code: string, exists: (file: string) => boolean): Import[] {
  const statements = code
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")
    .matchAll(/(?:^(import|export)\s(type\s)?(?:[^"'`;()]*?\sfrom\s)?|\bimport\()["']([^"']+)["']/gm)
  return [...statements].map(([whole, _, type, specifier = ""]) => ({
    from,
    to: resolve(from, specifier, exists),
    isType: type !== undefined || isAllTypes(whole)
  }))
}

// import { type One, type Other } from "..."
function isAllTypes(statement: string) {
  const names = /\{([^}]*)\}/
    .exec(statement)?.[1]
    ?.split(",")
    .map((name) => name.trim())
  return names?.every((name) => name === "" || name.startsWith("type ")) ?? false
}

function resolve(from: string, specifier: string, exists: (file: string) => boolean) {
  if (!/^[~.]/.test(specifier)) return specifier
  const target = specifier.startsWith("~")
    ? path.posix.join("src", specifier.slice(1))
    : path.posix.join(path.posix.dirname(from), specifier)
  const found = ["", ".ts", ".tsx", "/index.ts"].find((end) => exists(target + end))
  if (found === undefined) throw new Error(`${from} imports ${specifier}, which does not exist.`)
  return target + found
}
