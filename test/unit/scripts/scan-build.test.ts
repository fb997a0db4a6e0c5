import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { scanBuild } from "../../../scripts/scan-build"

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "scan-"))
  mkdirSync(path.join(directory, "static"))
})
afterEach(() => rmSync(directory, { recursive: true }))

const write = (file: string, contents: string | Buffer) => writeFileSync(path.join(directory, file), contents)

test.each([
  ["static/index.js", 'const key="sk_live_QxvHTnRPz3bWq8Lm"', "a Clerk secret key"],
  ["popup.html", "<!-- key=sk_test_QxvHTnRPz3bWq8Lm -->", "a Clerk secret key"],
  ["locale.json", '{"a":"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"}', "a webhook signing secret"],
  ["static/key.pem", "-----BEGIN PRIVATE KEY-----", "a private key"],
  ["static/index.js", '"-----BEGIN RSA PRIVATE KEY-----\\n"', "a private key"],
  [
    "static/icon.png",
    Buffer.from([0x89, 0xff, ...Buffer.from("sk_live_QxvHTnRPz3bWq8Lm")]),
    "a Clerk secret key"
  ],
  ["static/index.js", 'fetch("/",{body:"value of another shape"})', "the value of CLERK_SECRET_KEY"]
])("the scan finds a secret in %s, and doesn't repeat it: %s", (file, contents, holds) => {
  write("manifest.json", "{}")
  write(file, contents)

  const problems = scanBuild(directory, "value of another shape")

  expect(problems).toMatchObject([{ file, holds: expect.stringContaining(holds) }])
  expect(JSON.stringify(problems)).not.toMatch(/QxvHT|C2FVs|another shape/)
})

test.each([
  ["popup.html", '<script src="https://cdn.example.com/a.js"></script>'],
  ["popup.html", '<script type="module" src=//cdn.example.com/a.js></script>'],
  ["popup.html", "<SCRIPT\n  src = 'http://cdn.example.com/a.js'></SCRIPT>"],
  ["static/index.js", 'document.write("<script src=\\"https://cdn.example.com/a.js\\">")'],
  ["static/index.js", 'importScripts("https://cdn.example.com/a.js")'],
  ["static/index.js", "await import(`https://cdn.example.com/a.js`)"],
  ["static/index.js", "new Worker('//cdn.example.com/a.js')"],
  ["static/index.js", 'import{a}from"https://cdn.example.com/a.js"'],
  ["static/index.js", 'import"https://cdn.example.com/a.js"']
])("the scan finds remote code in %s: %s", (file, contents) => {
  write(file, contents)

  expect(scanBuild(directory)).toMatchObject([{ file, holds: expect.stringContaining("remote code") }])
})

test.each([
  'key.startsWith("sk_test_")||key.startsWith("sk_live_")',
  "task_test_organizations",
  "-----BEGIN PUBLIC KEY-----",
  'open("https://example.com/a.js")',
  '"See https://react.dev/link/switch-to-createroot"',
  'importScripts("/static/background/index.js")',
  'import("./text-message.js")',
  '<script src="/popup.js" data-from="https://example.com"></script>',
  '<link rel="icon" href="https://example.com/icon.png"><script src="/popup.js">'
])("the scan finds nothing in %s", (contents) => {
  write("static/index.js", contents)

  expect(scanBuild(directory)).toEqual([])
})
