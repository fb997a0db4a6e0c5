import { expect, test } from "vitest"
import { ticketIn } from "~screens/sign-in/ticket"

const TICKET = "eyJhbGciOiJSUzI1NiJ9.eyJpaWQiOiJpbnMifQ.c2lnbmF0dXJl"
const LINK = `https://example.com/sign-up?__clerk_ticket=${TICKET}`
const MAILED = `https://clerk.example.com/v1/tickets/accept?ticket=${TICKET}`

test.for([
  ["itself", TICKET],
  ["of another shape", "dvb_ticket-1"],
  ["with spaces around it", `  ${TICKET}\n`],
  ["in a link", LINK],
  ["in a link with spaces around it", ` ${LINK} `],
  ["before other parameters", `${LINK}&__clerk_status=sign_up`],
  ["after other parameters", `https://example.com/?utm=a&__clerk_ticket=${TICKET}#top`],
  ["in the hash", `https://example.com/#/sign-up?__clerk_ticket=${TICKET}`],
  ["in a link of long ago", `https://example.com/?__clerk_invitation_token=${TICKET}`],
  ["in a link within a link", `https://clicks.example/?to=${encodeURIComponent(LINK)}`],
  ["deeper still", `https://clicks.example/?to=${encodeURIComponent(encodeURIComponent(LINK))}`],
  ["in a sentence", `You're invited: ${LINK} See you!`],
  ["in the link that Clerk mails", MAILED],
  ["there before other parameters", `${MAILED}&_clerk_js_version=5.0.0`],
  ["there after other parameters", MAILED.replace("?", "?_clerk_js_version=5.0.0&a=b&")],
  ["there behind a proxy", `https://example.com/__clerk/v1/tickets/accept?ticket=${TICKET}#top`],
  [
    "there within a link that has a ticket of its own",
    `https://clicks.example/?ticket=1&to=${encodeURIComponent(MAILED)}&by=us`
  ],
  ["there deeper still", `https://clicks.example/${encodeURIComponent(encodeURIComponent(MAILED))}`],
  ["there in a sentence", `You're invited: ${MAILED} See you!`]
])("a ticket is found %s", ([, text]) => {
  expect(ticketIn(text ?? "")).toBe(text?.includes("dvb") ? "dvb_ticket-1" : TICKET)
})

test.for([
  "",
  " ",
  "https://example.com/sign-up",
  "https://example.com/?__clerk_ticket=",
  "https://example.com/?ticket=T-1",
  "https://clerk.example.com/v1/tickets/accept",
  "https://clerk.example.com/v1/tickets/accept?ticket=",
  "https://clerk.example.com/v1/tickets/accept?my_ticket=T-1",
  "https://clerk.example.com/v1/tickets/accepted?ticket=T-1",
  "two words",
  "%"
])("there is none in %j", (text) => {
  expect(ticketIn(text)).toBeNull()
})
