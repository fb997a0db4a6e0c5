import { expect, test } from "vitest"
import { readUploadOptions, UPLOAD_HELP } from "../../../../scripts/web-store/upload-options"

test.each([
  [[], { isDryRun: false, tag: "prod", publishing: undefined }],
  [["--dry-run", "--tag=beta"], { isDryRun: true, tag: "beta", publishing: undefined }],
  [["--publish"], { publishing: { isStaged: false, percentage: undefined } }],
  [["--publish", "--staged", "--percentage=100"], { publishing: { isStaged: true, percentage: 100 } }],
  [["--help"], { wantsHelp: true }]
])("npm run upload -- %j is understood", (args, options) => {
  expect(readUploadOptions(args)).toMatchObject(options)
})

test.each([
  [["--staged"], "need --publish"],
  [["--percentage=5"], "need --publish"],
  [["--publish", "--percentage=0"], "a whole number from 1 to 100"],
  [["--publish", "--percentage=101"], "a whole number from 1 to 100"],
  [["--publish", "--percentage=half"], "a whole number from 1 to 100"],
  [["--publsh"], UPLOAD_HELP],
  [["package.zip"], UPLOAD_HELP]
])("npm run upload -- %j is refused with words", (args, words) => {
  expect(() => readUploadOptions(args)).toThrow(words)
})
