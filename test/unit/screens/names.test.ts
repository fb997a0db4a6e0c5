import { expect, test } from "vitest"

import { isSlug, slugFor } from "~screens/choose-organization/create-organization-form"
import { initialsOf } from "~ui/controls/picture"

test.each([
  ["Acme", "A"],
  ["ada lovelace", "AL"],
  ["  The Very  Long Name ", "TV"],
  ["شركة الأفق", "شا"],
  ["👩‍🚀 Crew", "👩‍🚀C"],
  ["", ""]
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test.each([
  ["Acme", "acme"],
  ["Acmé & Söhne GmbH", "acme-sohne-gmbh"],
  [" -- 24/7 -- ", "24-7"],
  ["日本", ""]
])("the slug for %j is %j", (name, slug) => {
  expect(slugFor(name)).toBe(slug)
})

test.each([
  ["acme", true],
  ["24-7", true],
  ["-a", true],
  ["--", false],
  ["", false],
  ["Acme", false],
  ["acme gmbh", false],
  ["acme_gmbh", false]
])("Clerk accepts the slug %j: %s", (slug, isTaken) => {
  expect(isSlug(slug)).toBe(isTaken)
})
