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
])("who signed in as %j finds it in the right input of the sign-up", async ([identifier, expected]) => {
  const drafts: Drafts = { identifier }

  carryOver(drafts, "sign-up")

  expect(drafts).toMatchObject(expected)
  expect(await readDrafts()).toMatchObject(expected)
})

test("a number that was typed for another country is not read as one of that country", () => {
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
])("whose account is there already signs in with what %j names", ([drafts, identifier]) => {
  carryOver(drafts, "sign-in")

  expect(drafts.identifier).toBe(identifier)
})

test("where nothing was typed, nothing is carried over", () => {
  const drafts: Drafts = { identifier: " " }

  carryOver(drafts, "sign-up")
  expect(drafts).toEqual({ identifier: " " })
  carryOver(drafts, "sign-in")
  expect(drafts).toEqual({ identifier: " " })
})

test("what is typed in a popup and in a side panel is kept of both", async () => {
  const popup = await readDrafts()
  const panel = await readDrafts()

  keepDraft(popup, "identifier", "ada@example.com")
  keepDrafts(panel, { form: "sign-up", firstName: "Ada" })

  expect(await readDrafts()).toEqual({ identifier: "ada@example.com", form: "sign-up", firstName: "Ada" })
})

test("what was typed is forgotten once, and what is typed afterwards is not", async () => {
  const drafts: Drafts = {}
  keepDraft(drafts, "identifier", "ada@example.com")
  forgetDrafts()

  keepDraft(drafts, "firstName", "Ada")

  expect(await readDrafts()).toEqual({ firstName: "Ada" })
})

test("what one has typed is there as long as the same people are signed in, and not for the next", async () => {
  keepDraft(await readDrafts(), "identifier", "ada@example.com")
  expect(await readDrafts("sess_ada")).toEqual({})

  keepDraft(await readDrafts("sess_ada"), "identifier", "grace@example.com")
  expect(await readDrafts("sess_ada")).toEqual({ identifier: "grace@example.com" })
  expect(await readDrafts("")).toEqual({})
  expect(await readDrafts("sess_ada")).toEqual({})
})
