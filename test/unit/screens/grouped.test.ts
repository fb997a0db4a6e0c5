import { expect, test } from "vitest"
import { grouped } from "~screens/setup-mfa/grouped"

test.for([
  ["JBSWY3DPEHPK3PXP", "JBSW Y3DP EHPK 3PXP"],
  ["JBSWY3", "JBSW Y3"],
  ["", ""]
] as const)("the key %j reads %j", ([key, text]) => {
  expect(grouped(key)).toBe(text)
})
