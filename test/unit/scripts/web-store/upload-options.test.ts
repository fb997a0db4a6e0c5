import { expect, test } from "vitest"
import { readArguments } from "../../../../scripts/command-line"
import { readUploadOptions, uploadUsage } from "../../../../scripts/web-store/upload-options"

const read = (args: string[]) => readUploadOptions(readArguments(uploadUsage, args))

test.each([
  [[], { isDryRun: false, tag: "prod", publishing: undefined }],
  [["--dry-run", "--tag=beta"], { isDryRun: true, tag: "beta", publishing: undefined }],
  [["--publish"], { publishing: { isStaged: false, percentage: undefined } }],
  [["--publish", "--staged", "--percentage=100"], { publishing: { isStaged: true, percentage: 100 } }]
])("npm run upload -- %j is understood", (args, options) => {
  expect(read(args)).toMatchObject(options)
})

test.each([
  [["--staged"], "need --publish"],
  [["--percentage=5"], "need --publish"],
  [["--publish", "--percentage=0"], "a whole number from 1 to 100"],
  [["--publish", "--percentage=101"], "a whole number from 1 to 100"],
  [["--publish", "--percentage=half"], "a whole number from 1 to 100"],
  [["--publsh"], "npm run upload -- --help"],
  [["package.zip"], "npm run upload -- --help"]
])("npm run upload -- %j is refused with words", (args, words) => {
  expect(() => read(args)).toThrow(words)
})
