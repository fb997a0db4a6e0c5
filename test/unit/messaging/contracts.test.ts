import * as v from "valibot"
import { expect, test } from "vitest"
import { contracts, isMessageName, type MessageName } from "~messaging/contracts"
import { bodies } from "../../support/bodies"

test.for(Object.entries(bodies))(
  "%s accepts what it needs and refuses everything else",
  ([name, { accepted, refused }]) => {
    const { request } = contracts[name as MessageName]

    for (const body of accepted) {
      expect(v.safeParse(request, body), JSON.stringify(body)).toMatchObject({ success: true })
    }
    for (const body of refused) {
      expect(v.safeParse(request, body), JSON.stringify(body)?.slice(0, 100)).toMatchObject({
        success: false
      })
    }
  }
)

test("a text that isn't a message's name isn't accepted as one", () => {
  for (const name of ["toString", "__proto__", "", "Sign-Out", 1, null, undefined, ["sign-out"]]) {
    expect(isMessageName(name)).toBe(false)
  }
  expect(isMessageName("sign-out")).toBe(true)
})
