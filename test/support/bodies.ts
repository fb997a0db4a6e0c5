import type { MessageName } from "../../src/messaging/contracts"

/** Bodies that a contract accepts and refuses. If the message is bound to what its page showed, so is the first body. */
export type Bodies = { accepted: unknown[]; refused: unknown[] }

const nothing: Bodies = { accepted: [undefined], refused: [null, {}, "", 0, []] }
const page: Bodies = {
  accepted: [{ offset: 0 }, { offset: 9_990 }],
  refused: [undefined, {}, { offset: -1 }, { offset: 0.5 }, { offset: "0" }, { offset: Infinity }]
}
const code: Bodies = {
  accepted: [{ code: "424242" }, { code: "000000" }],
  refused: [
    undefined,
    {},
    { code: "" },
    { code: "42424" },
    { code: "4242424" },
    { code: "42a242" },
    { code: 424242 }
  ]
}
const signUpFields: Bodies = {
  accepted: [
    {},
    { emailAddress: "ada@example.com" },
    { emailAddress: "ada@example.com", password: "secret", firstName: "", lastName: "Lovelace" },
    { phoneNumber: "+15555550100", username: "ada", legalAccepted: true }
  ],
  refused: [
    undefined,
    { emailAddress: "" },
    { emailAddress: "ada@example.com", password: "" },
    { emailAddress: "ada@example.com", firstName: "a".repeat(257) },
    { emailAddress: "ada@example.com", lastName: null },
    { phoneNumber: "555 0100" },
    { username: "" },
    { username: "ada", legalAccepted: false }
  ]
}
const newPassword: Bodies = {
  accepted: [
    { newPassword: "correct-horse", signOutOfOtherSessions: true },
    { newPassword: " ", signOutOfOtherSessions: false }
  ],
  refused: [
    undefined,
    { newPassword: "correct-horse" },
    { newPassword: "", signOutOfOtherSessions: true },
    { newPassword: "correct-horse", signOutOfOtherSessions: "yes" },
    { newPassword: "a".repeat(1_001), signOutOfOtherSessions: true }
  ]
}
const ids = (name: string): Bodies => ({
  accepted: [{ [name]: "id_1" }, { [name]: "x".repeat(100) }],
  refused: [
    undefined,
    null,
    {},
    { [name]: "" },
    { [name]: 1 },
    { [name]: "x".repeat(101) },
    { other: "id_1" }
  ]
})

const credential = {
  id: "AQID",
  rawId: "AQID",
  type: "public-key",
  response: { clientDataJSON: "e30", authenticatorData: "AA", signature: "-_" }
}
const { signature: _, ...unsigned } = credential.response

const png = "data:image/png;base64,iVBORw0KGgo="

/** A row for each message. */
export const bodies: Record<MessageName, Bodies> = {
  "sync-session": { accepted: [{}, { force: true }], refused: [undefined, null, { force: "yes" }] },
  "open-task": nothing,
  "start-sso": {
    accepted: [
      { for: "sign-in", strategy: "oauth_google" },
      { for: "sign-in", strategy: "oauth_custom_acme", identifier: "ada@example.com" },
      { for: "first-factor", connectionId: null },
      { for: "first-factor", connectionId: "ec_1" },
      { for: "sign-up", strategy: "oauth_google", legalAccepted: true },
      { for: "sign-up", strategy: "enterprise_sso" }
    ],
    refused: [
      undefined,
      {},
      { for: "sign-in" },
      { for: "sign-in", strategy: "enterprise_sso" },
      { for: "sign-in", strategy: "password" },
      { for: "sign-in", strategy: "oauth_" },
      { for: "sign-in", strategy: "oauth_google&transfer=true" },
      { for: "sign-in", strategy: "x oauth_google" },
      { for: "sign-in", strategy: "oauth_google", identifier: "" },
      { for: "first-factor" },
      { for: "first-factor", connectionId: "" },
      { for: "sign-up", strategy: "oauth_google", legalAccepted: false },
      { for: "second-factor", strategy: "oauth_google" }
    ]
  },
  "show-sso-window": nothing,
  "cancel-sso": nothing,
  "get-signed-in-name": nothing,
  "start-sign-in": {
    accepted: [
      { identifier: "ada" },
      { identifier: "+15555550100", by: "code" },
      { identifier: "a".repeat(320), by: "reset" }
    ],
    refused: [
      undefined,
      {},
      { identifier: "" },
      { identifier: "a".repeat(321) },
      { identifier: "ada", by: "passkey" }
    ]
  },
  "start-passkey": {
    accepted: [{ for: "first-factor" }, { for: "sign-in" }, { for: "second-reverification" }],
    refused: [undefined, {}, { for: "sign-up" }]
  },
  "attempt-first-factor": {
    accepted: [
      { strategy: "passkey", credential },
      { strategy: "phone_code", code: "424242" },
      { strategy: "reset_password_phone_code", code: "424242" },
      { strategy: "password", identifier: "ada@example.com", password: " " },
      { strategy: "email_code", code: "424242" },
      { strategy: "reset_password_email_code", code: "000000" }
    ],
    refused: [
      undefined,
      { identifier: "ada@example.com", password: "secret" },
      { strategy: "password", identifier: "ada@example.com" },
      { strategy: "password", identifier: "", password: "secret" },
      { strategy: "password", identifier: "ada@example.com", password: "" },
      { strategy: "password", identifier: "ada@example.com", password: ["secret"] },
      { strategy: "password", identifier: "ada@example.com", password: "a".repeat(1_001) },
      { strategy: "email_code", code: "42a242" },
      { strategy: "email_code", password: "secret" },
      { strategy: "passkey", code: "424242" },
      { strategy: "passkey", credential: { ...credential, id: "no base64 url" } },
      { strategy: "passkey", credential: { ...credential, response: unsigned } },
      { strategy: "passkey", credential: { ...credential, rawId: "A".repeat(16_385) } }
    ]
  },
  "send-code": {
    accepted: [
      { for: "first-factor", strategy: "reset_password_phone_code", id: "idn_1" },
      { for: "second-factor", strategy: "phone_code", id: "idn_1" },
      { for: "second-factor", strategy: "email_link", id: "idn_1" },
      { for: "sign-up", strategy: "email_code" },
      { for: "sign-up", strategy: "phone_code" }
    ],
    refused: [
      undefined,
      null,
      {},
      { for: "first-factor" },
      { for: "first-factor", strategy: "password", id: "idn_1" },
      { for: "first-factor", strategy: "email_code" },
      { for: "first-factor", strategy: "email_code", id: "" },
      { for: "second-factor", strategy: "totp", id: "idn_1" },
      { for: "second-factor", strategy: "email_link" },
      { for: "sign-up", strategy: "reset_password_email_code" },
      { strategy: "email_code" }
    ]
  },
  "set-new-password": newPassword,
  "attempt-second-factor": {
    accepted: [
      { strategy: "totp", code: "424242" },
      { strategy: "phone_code", code: "424242" },
      { strategy: "email_code", code: "424242" },
      { strategy: "backup_code", code: "abcd1234" },
      { strategy: "passkey", credential }
    ],
    refused: [
      undefined,
      { strategy: "passkey" },
      { code: "424242" },
      { strategy: "totp", code: "abcd1234" },
      { strategy: "backup_code", code: "" },
      { strategy: "password", code: "424242" }
    ]
  },
  "sign-up": signUpFields,
  "update-sign-up": signUpFields,
  "attempt-sign-up-code": {
    accepted: [
      { strategy: "email_code", code: "424242" },
      { strategy: "phone_code", code: "000000" }
    ],
    refused: [
      undefined,
      { code: "424242" },
      { strategy: "totp", code: "424242" },
      { strategy: "email_code", code: "42a242" }
    ]
  },
  "use-invitation": {
    accepted: [{ ticket: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln" }, { ticket: "a".repeat(8_192) }],
    refused: [undefined, {}, { ticket: "" }, { ticket: "a".repeat(8_193) }]
  },
  "join-waitlist": {
    accepted: [{ emailAddress: "ada@example.com" }],
    refused: [undefined, {}, { emailAddress: "" }, { emailAddress: "a".repeat(321) }]
  },
  "cancel-attempt": nothing,
  "return-to-account": nothing,
  "dismiss-account-change": nothing,
  "switch-session": ids("sessionId"),
  "sign-out": {
    accepted: [undefined, {}, { sessionId: "sess_1" }],
    refused: [null, { sessionId: "" }, "sess_1"]
  },
  "get-token": {
    accepted: [
      undefined,
      {},
      { template: "supabase", skipCache: true },
      { template: "my-app_2" },
      { organizationId: null },
      { organizationId: "org_1", treatPendingAsSignedOut: false }
    ],
    refused: [
      null,
      "supabase",
      { template: "" },
      { template: "../tokens" },
      { template: "a?b" },
      { organizationId: "" },
      { skipCache: 1 }
    ]
  },
  "list-memberships": page,
  "list-invitations": page,
  "list-suggestions": page,
  "get-creation-defaults": nothing,
  "choose-organization": {
    accepted: [...ids("organizationId").accepted, { organizationId: null }],
    refused: ids("organizationId").refused
  },
  "activate-exclusive-organization": nothing,
  "accept-invitation": ids("invitationId"),
  "accept-suggestion": ids("suggestionId"),
  "create-organization": {
    accepted: [
      { name: "Acme" },
      { name: "Acme", slug: "acme", logo: png },
      { name: "Acme", logo: "data:image/webp;base64," },
      { name: "Acme", logo: "proposed" }
    ],
    refused: [
      undefined,
      { slug: "acme" },
      { name: "" },
      { name: "a".repeat(257) },
      { name: "Acme", slug: "" },
      { name: "Acme", logo: "https://example.com/logo.png" },
      { name: "Acme", logo: "data:image/svg+xml;base64,PHN2Zz4=" },
      { name: "Acme", logo: "data:text/html,<h1>" },
      { name: "Acme", logo: png + "A".repeat(14_000_000) }
    ]
  },
  "check-password": {
    accepted: [{ password: " " }],
    refused: [undefined, {}, { password: "" }, { password: "a".repeat(1_001) }]
  },
  "change-password": newPassword,
  "start-totp": nothing,
  "verify-totp": code,
  "cancel-totp": nothing,
  "create-backup-codes": nothing,
  "confirm-backup-codes": nothing,
  "list-phone-numbers": nothing,
  "add-phone-number": {
    accepted: [{ phoneNumber: "+15555550100" }, { phoneNumber: "+491701234567" }],
    refused: [
      undefined,
      { phoneNumber: "15555550100" },
      { phoneNumber: "+05555550100" },
      { phoneNumber: "+1 555 555 0100" },
      { phoneNumber: "+1555" },
      { phoneNumber: "+1555555010012345" }
    ]
  },
  "send-phone-code": ids("phoneNumberId"),
  "verify-phone-number": {
    accepted: [{ phoneNumberId: "idn_1", code: "424242" }],
    refused: [undefined, { phoneNumberId: "idn_1" }, { phoneNumberId: "", code: "424242" }]
  },
  "use-phone-number": ids("phoneNumberId"),
  "start-reverification": nothing,
  "send-reverification-code": {
    accepted: [
      { level: "first", strategy: "email_code", id: "idn_1" },
      { level: "first", strategy: "phone_code", id: "idn_1" },
      { level: "second", strategy: "phone_code", id: "idn_1" }
    ],
    refused: [
      undefined,
      { level: "first", strategy: "email_code" },
      { strategy: "email_code", id: "idn_1" },
      { level: "second", strategy: "email_code", id: "idn_1" },
      { level: "second", strategy: "totp", id: "idn_1" }
    ]
  },
  "attempt-reverification": {
    accepted: [
      { level: "first", strategy: "password", password: "secret" },
      { level: "first", strategy: "email_code", code: "424242" },
      { level: "first", strategy: "phone_code", code: "424242" },
      { level: "second", strategy: "phone_code", code: "424242" },
      { level: "second", strategy: "totp", code: "424242" },
      { level: "second", strategy: "backup_code", code: "abcd1234" }
    ],
    refused: [
      undefined,
      { strategy: "password", password: "secret" },
      { level: "first", strategy: "password", code: "424242" },
      { level: "first", strategy: "email_code", password: "secret" },
      { level: "first", strategy: "email_code", code: "abcd1234" },
      { level: "first", strategy: "totp", code: "424242" },
      { level: "second", strategy: "password", password: "secret" },
      { level: "second", strategy: "passkey", code: "424242" }
    ]
  }
}
