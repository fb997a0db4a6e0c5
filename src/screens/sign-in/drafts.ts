import { createContext, useContext } from "react"
import * as v from "valibot"
import type { KnownSession } from "~session/snapshot"
import { FORMS, type FormName } from "./forms"
import { looksLikePhoneNumber } from "./identifier"

/** Each input has a key of its own, so that a popup and a side panel don't overwrite each other's drafts. */
const PREFIX = "sign-in-draft-"
/** The sessions that were signed in when it was typed. */
const SIGNED_IN_KEY = "sign-in-drafts-while"

const TEXTS = [
  "identifier",
  "emailAddress",
  "phoneNumber",
  /** The country chosen for the number, and the number as we understood it. */
  "phoneCountry",
  "phoneE164",
  "username",
  "firstName",
  "lastName",
  /** Empty until the user agrees. */
  "legalAccepted"
] as const

type TextDraft = (typeof TEXTS)[number]

const shape = v.partial(
  v.object({
    ...v.entriesFromList(TEXTS, v.string()),
    form: v.picklist(FORMS),
    /** Which of the two the user chose, if one is enough. */
    contact: v.picklist(["emailAddress", "phoneNumber"])
  })
)

/** What the extension keeps of the forms: everything that isn't secret, and which form was open. */
export type Drafts = v.InferOutput<typeof shape>

const NAMES = [...TEXTS, "form", "contact"] as const
const keyOf = (name: keyof Drafts) => PREFIX + name
const KEYS = NAMES.map(keyOf)

/** All sessions that are signed in. */
export function signedInOf({ sessions }: Pick<KnownSession, "sessions">): string {
  return sessions
    .map(({ sessionId }) => sessionId)
    .sort()
    .join()
}

/**
 * What the user typed before the popup closed, as it does when they look for their address elsewhere. It's kept in memory until someone
 * signs in or out, or the browser closes, so that the next person doesn't see it.
 */
export async function readDrafts(signedIn = ""): Promise<Drafts> {
  const stored = await chrome.storage.session.get<Record<string, unknown>>([SIGNED_IN_KEY, ...KEYS])
  if ((stored[SIGNED_IN_KEY] ?? "") !== signedIn) {
    forgetDrafts()
    keep({ [SIGNED_IN_KEY]: signedIn })
    return {}
  }
  const kept = NAMES.map((name) => [name, stored[keyOf(name)]])
  const drafts = Object.fromEntries(kept.filter(([, value]) => value !== undefined))
  return v.is(shape, drafts) ? drafts : {}
}

/** Keeps an input's value. */
export function keepDraft<Name extends keyof Drafts>(drafts: Drafts, name: Name, value: Drafts[Name]) {
  keepDrafts(drafts, { [name]: value })
}

/** Keeps the values of several inputs. */
export function keepDrafts(drafts: Drafts, values: Drafts) {
  Object.assign(drafts, values)
  const entries = Object.entries(values).map(([name, value]) => [PREFIX + name, value])
  keep(Object.fromEntries(entries))
}

// If Chrome has no room, drafts last as long as the page.
function keep(items: Record<string, string>) {
  void chrome.storage.session.set(items).catch(() => {})
}

/** Forgets all drafts. */
export function forgetDrafts() {
  void chrome.storage.session.remove(KEYS)
}

/** Copies the identifier from one form to the right input of the other; `field` is the input that an error is about. */
export function carryOver(drafts: Drafts, form: FormName, field?: string) {
  if (form === "sign-in") {
    const { contact, emailAddress, phoneE164, phoneNumber, username } = drafts
    const phone = phoneE164 || phoneNumber
    const prefersPhone = field === "phoneNumber" || (field !== "emailAddress" && contact === "phoneNumber")
    const identifier = (prefersPhone ? phone || emailAddress : emailAddress || phone) || username
    if (identifier) keepDraft(drafts, "identifier", identifier)
    return
  }
  const identifier = drafts.identifier?.trim()
  if (!identifier) return
  if (identifier.includes("@")) {
    keepDrafts(drafts, { emailAddress: identifier, contact: "emailAddress" })
  } else if (looksLikePhoneNumber(identifier)) {
    keepDrafts(drafts, { phoneNumber: identifier, phoneCountry: "", phoneE164: "", contact: "phoneNumber" })
  } else {
    keepDraft(drafts, "username", identifier)
  }
}

/** The drafts of `<SignIn>`, for its forms. */
export const DraftsContext = createContext<Drafts>({})

/** An input's initial value, and how it keeps what the user types. */
export function useDraftOf(name: TextDraft) {
  const drafts = useContext(DraftsContext)
  return {
    defaultValue: drafts[name],
    onChange: ({ target }: { target: { value: string } }) => keepDraft(drafts, name, target.value)
  }
}
