import { createContext, useContext } from "react"

const DRAFTS_KEY = "sign-in-drafts"

/** What is kept of both forms: the inputs that hold nothing secret, and which form it was. */
export type Drafts = Partial<
  Record<"identifier" | "emailAddress" | "firstName" | "lastName" | "form", string>
>

/**
 * What somebody typed before the popup closed, as it does when they look for their address elsewhere. It's kept in memory, until
 * they're signed in or the browser closes.
 */
export async function readDrafts(): Promise<Drafts> {
  const stored = await chrome.storage.session.get<Record<string, Drafts>>(DRAFTS_KEY)
  return stored[DRAFTS_KEY] ?? {}
}

/** Keeps what an input holds. */
export function keepDraft(drafts: Drafts, name: keyof Drafts, text: string) {
  drafts[name] = text
  void chrome.storage.session.set({ [DRAFTS_KEY]: drafts })
}

/** Forgets all of it. */
export function forgetDrafts() {
  void chrome.storage.session.remove(DRAFTS_KEY)
}

/** The drafts of `<SignIn>`, for its forms. */
export const DraftsContext = createContext<Drafts>({})

/** What an input holds at first, and how it keeps what is typed. */
export function useDraftOf(name: keyof Drafts) {
  const drafts = useContext(DraftsContext)
  return {
    defaultValue: drafts[name],
    onChange: ({ target }: { target: { value: string } }) => keepDraft(drafts, name, target.value)
  }
}
