import type { SessionSummary } from "../../src/session/snapshot"
import { instance, user } from "../support/instance"
import { press } from "./acts"
import { invitations, lists, memberships, suggestions } from "./choose-organization"
import { active, activeWith, at, organization, pending, sessionOf, signedOut, signIn } from "./data"
import { answered, type State } from "./state"

const WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
const ADDRESS = "alexandra.hoffmannsthal@engineering.beispielfirma.de"
const ARABIC = "عبد الرحمن بن محمد الخوارزمي"
const HEBREW = "שרה כהן־לוי"
const EMOJI = "👩‍🚀🚀 Ada 🏳️‍🌈 👨‍👩‍👧‍👦"

const extreme: SessionSummary[] = [
  sessionOf(WORD, ADDRESS),
  sessionOf(ARABIC, "abd@northwind.example"),
  sessionOf(HEBREW, `${WORD.toLowerCase()}@northwind.example`),
  sessionOf(EMOJI, "emoji@northwind.example")
]
const twelve = Array.from({ length: 11 }, (_, index) =>
  sessionOf(`Person ${index + 1}`, `person${index + 1}@northwind.example`)
)
const longUser = user({ fullName: WORD, identifier: ADDRESS })
const longOrganization = organization({ name: WORD, roleName: "Principal Administrator of Everything" })
const longApplication = { applicationName: WORD, homeUrl: "https://app.northwind.example/" }
const look = (index: number) => [WORD, `${WORD} Wien`, ARABIC, EMOJI, HEBREW, "A"][index % 6] ?? ""

const longNames = {
  status: 200,
  body: {
    userId: `user_${WORD}`,
    sessionStatus: "active",
    organizationSlug: WORD,
    organizationRole: `org:${WORD}`
  }
}

/** Names and numbers that layouts rarely allow for. */
export const limitStates: State[] = [
  {
    name: "limits-popup-names",
    page: "popup",
    snapshot: activeWith(extreme, {
      user: longUser,
      organization: longOrganization,
      instance: instance({ isMultiSession: true })
    }),
    says: { as: EMOJI }
  },
  { name: "limits-popup-twelve-accounts", page: "popup", snapshot: activeWith(twelve), says: "signOutOfAll" },
  {
    name: "limits-popup-application",
    page: "popup",
    snapshot: at({ ...longApplication, signUp: { mode: "restricted" } }, signedOut()),
    says: ["signUpRestricted", WORD]
  },
  {
    name: "limits-popup-providers",
    page: "popup",
    snapshot: at(
      {
        signIn: {
          social: Array.from({ length: 12 }, (_, index) => ({
            strategy: `oauth_custom_${index}`,
            name: look(index)
          }))
        }
      },
      signedOut()
    ),
    says: { as: EMOJI }
  },
  {
    name: "limits-popup-factors",
    page: "popup",
    snapshot: signIn("first-factor", {
      identifier: ADDRESS,
      factors: [
        { strategy: "password" },
        { strategy: "email_code", sendTo: { id: "1", label: `${WORD}@northwind.example` } },
        { strategy: "enterprise_sso", name: WORD, connectionId: "1" }
      ],
      sent: null
    }),
    says: ["continueWith", WORD]
  },
  {
    name: "limits-popup-code-to-long-address",
    page: "popup",
    snapshot: signIn("first-factor", {
      factors: [],
      sent: { strategy: "email_code", sendTo: { id: "1", label: `${WORD}@northwind.example` } }
    }),
    says: ["codeSentTo", `${WORD}@northwind.example`]
  },
  {
    name: "limits-popup-pending",
    page: "popup",
    snapshot: pending(["reset-password", "setup-mfa", "choose-organization"], { user: longUser }),
    answers: { "open-task": answered(undefined) },
    says: "toolbarResetPassword"
  },
  {
    name: "limits-popup-adding-an-account",
    page: "popup",
    snapshot: activeWith(extreme, { user: longUser }),
    acts: [press("addAccount")],
    says: ["backTo", WORD]
  },
  {
    name: "limits-panel-names",
    page: "sidepanel",
    snapshot: activeWith(extreme, { user: longUser, organization: longOrganization }),
    answers: { "get-token": answered("token") },
    api: longNames,
    says: { as: EMOJI }
  },
  {
    name: "limits-choose-organization",
    page: "tabs/choose-organization",
    snapshot: pending(["choose-organization"], { user: longUser }),
    answers: lists(memberships(22, look), invitations(12), suggestions(12)),
    says: ["pageRange", 1, 10, 22]
  },
  {
    name: "limits-task-page-accounts",
    page: "tabs/choose-organization",
    snapshot: activeWith(extreme, { user: longUser }),
    says: "nothingToDoTitle"
  },
  {
    name: "limits-workspace",
    page: "tabs/workspace",
    snapshot: activeWith(extreme, { user: longUser, organization: longOrganization }),
    answers: { ...lists(memberships(22, look)), "get-token": answered("token") },
    api: longNames,
    says: ["pageRange", 1, 10, 22]
  },
  {
    name: "limits-other-task",
    page: "tabs/other-task",
    snapshot: at(longApplication, pending([WORD], { user: longUser })),
    acts: [press("details")],
    says: { as: WORD }
  },
  {
    name: "limits-backup-codes-unsaved",
    page: "tabs/setup-mfa",
    snapshot: at(longApplication, active({ user: longUser, hasUnsavedBackupCodes: true })),
    answers: {
      "create-backup-codes": answered({ backupCodes: Array.from({ length: 10 }, (_, i) => `k7xq2m9${i}`) })
    },
    acts: [press("newBackupCodes")],
    says: "backupCodesReason"
  }
]
