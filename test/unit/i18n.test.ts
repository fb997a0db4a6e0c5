import { beforeEach, expect, test } from "vitest"
import { t } from "~i18n"
import { installFakeChrome } from "../support/fake-chrome"

beforeEach(() => {
  installFakeChrome()
})

test("a name that may run the other way is kept apart from the sentence around it", () => {
  expect(t("joinOrganization", "אקמה")).toBe("Join \u2068אקמה\u2069")
})

test("a plain one needs no such characters, which would be copied along", () => {
  expect(t("joinOrganization", "Acme")).toBe("Join Acme")
})
