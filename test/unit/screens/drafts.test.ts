import { beforeEach, expect, test } from "vitest"
import {
  carryOver,
  type Drafts,
  forgetDrafts,
  keepDraft,
  keepDrafts,
  readDrafts
} from "~screens/sign-in/drafts"
import { installFakeChrome } from "../../support/fake-chrome"

beforeEach(() => {
  installFakeChrome()
})

test.for<[identifier: string, expected: Drafts]>([
  [" ada@example.com ", { emailAddress: "ada@example.com", contact: "emailAddress" }],
  ["+44 20 7946 0000", { phoneNumber: "+44 20 7946 0000", contact: "phoneNumber" }],
  ["(555) 555-0100", { phoneNumber: "(555) 555-0100", contact: "phoneNumber" }],
  ["5555550100", { phoneNumber: "5555550100", contact: "phoneNumber" }],
  ["ada", { username: "ada" }],
  ["4da", { username: "4da" }]
])(
  "an identifier %j from the sign-in is in the right input of the sign-up",
  async ([identifier, expected]) => {
    const drafts: Drafts = { identifier }

    carryOver(drafts, "sign-up")

    expect(drafts).toMatchObject(expected)
    expect(await readDrafts()).toMatchObject(expected)
  }
)

test("a number typed for another country isn't read as one of this country", () => {
  const drafts: Drafts = { identifier: "+49 30 123456", phoneCountry: "US", phoneE164: "+15555550100" }

  carryOver(drafts, "sign-up")

  expect(drafts).toMatchObject({ phoneCountry: "", phoneE164: "" })
})

test.for<[drafts: Drafts, identifier: string]>([
  [{ emailAddress: "ada@example.com", username: "ada" }, "ada@example.com"],
  [{ phoneNumber: "555 0100", phoneE164: "+15555550100" }, "+15555550100"],
  [{ emailAddress: "ada@example.com", phoneE164: "+15555550100", contact: "phoneNumber" }, "+15555550100"],
  [{ emailAddress: "ada@example.com", phoneE164: "", contact: "phoneNumber" }, "ada@example.com"],
  [{ username: "ada" }, "ada"]
])("a user who already has an account signs in with what %j names", ([drafts, identifier]) => {
  carryOver(drafts, "sign-in")

  expect(drafts.identifier).toBe(identifier)
})

test("an empty form carries nothing over", () => {
  const drafts: Drafts = { identifier: " " }

  carryOver(drafts, "sign-up")
  expect(drafts).toEqual({ identifier: " " })
  carryOver(drafts, "sign-in")
  expect(drafts).toEqual({ identifier: " " })
})

test("what is typed in a popup and in a side panel is kept for both", async () => {
  const popup = await readDrafts()
  const panel = await readDrafts()

  keepDraft(popup, "identifier", "ada@example.com")
  keepDrafts(panel, { form: "sign-up", firstName: "Ada" })

  expect(await readDrafts()).toEqual({ identifier: "ada@example.com", form: "sign-up", firstName: "Ada" })
})

test("old drafts are forgotten once, and new ones are kept", async () => {
  const drafts: Drafts = {}
  keepDraft(drafts, "identifier", "ada@example.com")
  forgetDrafts()

  keepDraft(drafts, "firstName", "Ada")

  expect(await readDrafts()).toEqual({ firstName: "Ada" })
})

test("drafts last as long as the same users are signed in, and aren't shown to the next", async () => {
  keepDraft(await readDrafts(), "identifier", "ada@example.com")
  expect(await readDrafts("sess_ada")).toEqual({})

  keepDraft(await readDrafts("sess_ada"), "identifier", "grace@example.com")
  expect(await readDrafts("sess_ada")).toEqual({ identifier: "grace@example.com" })
  expect(await readDrafts("")).toEqual({})
  expect(await readDrafts("sess_ada")).toEqual({})
})
