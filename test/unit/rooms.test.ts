import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { importsOf } from "../../scripts/imports"
import { PROJECT } from "../../scripts/project"
import { readFiles } from "../../scripts/project-files"
import { rooms, tableOfRooms, typesOnly } from "../../scripts/rooms"

const files = [...readFiles(PROJECT, ["src", "emulator"]).keys()]
  // Clerk's own components are a separate project.
  .filter((file) => /\.(ts|tsx)$/.test(file) && !/^emulator\/web\/prebuilt\//.test(file))
const imports = files.flatMap((file) =>
  importsOf(file, readFileSync(path.join(PROJECT, file), "utf8"), isFile)
)

function isFile(file: string) {
  return files.includes(file) || (/\.\w+$/.test(file) && existsSync(path.join(PROJECT, file)))
}

function roomOf(file: string) {
  return Object.keys(rooms).find((room) => file === room || file.startsWith(`${room}/`))
}

test("each file of the product is in a room", () => {
  const outside = files.filter((file) => !roomOf(file) && !file.endsWith(".d.ts"))

  expect(outside).toEqual([])
})

test("a room imports only what it may", () => {
  const broken = imports.filter(({ from, to }) => {
    const own = roomOf(from)
    const other = roomOf(to)
    return own && other && own !== other && !rooms[own]?.mayImport.includes(other)
  })

  expect(broken).toEqual([])
})

test("the rooms import each other in one direction", () => {
  const arrows = Object.entries(rooms).flatMap(([room, { mayImport }]) =>
    mayImport.map((to) => ({ from: room, to }))
  )

  expect(circlesIn(arrows)).toEqual([])
})

test("only the worker, in one folder, imports Clerk; others use no more than its types", () => {
  const broken = imports.filter(({ from, to, isType }) => {
    const { clerk } = rooms[roomOf(from) ?? ""] ?? {}
    if (!to.startsWith("@clerk/")) return false
    if (clerk === "types") return !isType || to !== "@clerk/shared/types"
    return !clerk || !from.startsWith(`${clerk}/`)
  })

  expect(broken).toEqual([])
})

test("pages load neither validation nor code of the worker", () => {
  const isOfWorker = (file: string) => /^src\/(background|messaging)\//.test(file)
  const broken = imports.filter(
    ({ from, to, isType }) => typesOnly.includes(to) && !isType && !isOfWorker(from)
  )

  expect(broken).toEqual([])
  // messaging/send.ts is in every page.
  expect(imports).not.toContainEqual(
    expect.objectContaining({ from: "src/messaging/send.ts", to: typesOnly[0], isType: false })
  )
})

test("no file of the product imports itself through others, not even for a type", () => {
  expect(circlesIn(imports.filter(({ from }) => from.startsWith("src/")))).toEqual([])
})

test("every page that the code names exists", () => {
  const named = files
    .filter((file) => file.startsWith("src/"))
    .flatMap((file) => [
      ...readFileSync(path.join(PROJECT, file), "utf8").matchAll(/"\/tabs\/([\w-]+)\.html"/g)
    ])
    .map(([_, name]) => `src/tabs/${name}.tsx`)

  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((page) => !files.includes(page))).toEqual([])
})

test.for(["src/session", "src/messaging", "src/react", "src/background/clerk"])(
  "%s documents each of its exports",
  (room) => {
    const undocumented = files
      .filter((file) => file.startsWith(`${room}/`) && !file.endsWith(".d.ts"))
      .flatMap((file) => {
        const lines = readFileSync(path.join(PROJECT, file), "utf8").split("\n")
        const isUndocumented = (line: string, index: number) =>
          /^export (?!type \{)/.test(line) && !/\*\/$/.test(lines[index - 1] ?? "")
        return lines.filter(isUndocumented).map((line) => `${file}: ${line}`)
      })

    expect(undocumented).toEqual([])
  }
)

test("docs/architecture.md shows the rooms as they are", () => {
  const docs = readFileSync(path.join(PROJECT, "docs/architecture.md"), "utf8")
  const table = docs.split("\n\n").find((part) => part.startsWith("| room")) ?? ""

  expect(squeezed(table), "The table in docs/architecture.md").toBe(squeezed(tableOfRooms()))
})

// Biome aligns the columns.
function squeezed(table: string) {
  return table.replaceAll(/ +/g, " ").replaceAll(/-+/g, "-")
}

/** Each circle as the names along it. */
function circlesIn(arrows: { from: string; to: string }[]) {
  const names = new Set(arrows.map(({ from }) => from))
  const done = new Set<string>()
  const circles: string[][] = []

  function visit(name: string, way: string[]) {
    if (way.includes(name)) circles.push([...way.slice(way.indexOf(name)), name])
    if (way.includes(name) || done.has(name)) return
    for (const { from, to } of arrows) if (from === name) visit(to, [...way, name])
    done.add(name)
  }
  for (const name of names) visit(name, [])
  return circles
}
