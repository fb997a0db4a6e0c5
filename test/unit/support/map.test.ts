import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { PROJECT } from "../../../scripts/project"

const SUPPORT = path.join(PROJECT, "test/support")
const map = readFileSync(path.join(SUPPORT, "README.md"), "utf8")

test("the map of test/support lists each file once, and no other", () => {
  const listed = [...map.matchAll(/^\| `(.+?)` /gm)].map(([, file]) => file)

  expect(listed.sort()).toEqual(
    readdirSync(SUPPORT)
      .filter((file) => file !== "README.md")
      .sort()
  )
})

test("the example in the map is a test that runs", () => {
  const example = /```ts\n(.*?)```/s.exec(map)?.[1]

  expect(example).toBe(readFileSync(path.join(PROJECT, "test/e2e/forgotten-client.test.ts"), "utf8"))
})
