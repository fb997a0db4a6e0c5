import { expect, test } from "vitest"
import { backendFlows } from "./contract/backend-flows"
import { compareWith } from "./contract/comparison"
import { knownBackendDifferences } from "./contract/known-backend-differences"
import { emulate } from "./support"

const { asDescribed, isSkipped, goneDifferences } = compareWith("bapi", knownBackendDifferences)

test.each(Object.entries(backendFlows))("with responses as Clerk describes them, %s", (_name, flow) =>
  asDescribed(async () => flow(await emulate()))
)

test.skipIf(isSkipped)("every difference that is listed still occurs", () => {
  expect(goneDifferences()).toEqual([])
})
