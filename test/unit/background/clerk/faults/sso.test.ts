import { expect } from "vitest"
import { type FakeSsoWindow, installFakeSso } from "../../../../support/fake-sso"
import { type Scene, testStep } from "../../../../support/fault-table"

const REDIRECT_URL = "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/sso-callback"

async function waitsFor(company: string, { send, snapshot }: Scene, windows: FakeSsoWindow[]) {
  expect(windows.filter(({ isOpen }) => isOpen)).toHaveLength(1)
  expect(await snapshot()).toMatchObject({ attempt: { step: "sso", provider: company } })
  // The next scene starts from the form.
  await send("cancel-sso")
}

testStep("a sign-in with Google", {
  settings: { social: { google: true }, redirectUrls: [REDIRECT_URL] },
  given: () => installFakeSso(),
  command: "start-sso",
  request: () => ({ for: "sign-in", strategy: "oauth_google" }),
  hits: { method: "POST", path: "/v1/client/sign_ins" },
  done: (scene, _, { windows }) => waitsFor("Google", scene, windows)
})

testStep("a sign-in with a company", {
  settings: {
    enterpriseConnections: [
      { id: "ec_acme", domain: "example.com", name: "Acme Login", provider: "saml_custom" }
    ],
    redirectUrls: [REDIRECT_URL]
  },
  given: () => installFakeSso(),
  command: "start-sign-in",
  request: (_, { person }) => ({ identifier: person.email }),
  hits: { method: "POST", path: "/v1/client/sign_ins/:id/prepare_first_factor" },
  done: (scene, _, { windows }) => waitsFor("Acme Login", scene, windows)
})
