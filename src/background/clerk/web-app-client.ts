import * as v from "valibot"
import { readSnapshot } from "~background/snapshot-store"
import { type KnownSession, lastKnownOf } from "~session/snapshot"
import { digest } from "./digest"
import { createKept, type Kept } from "./kept"
import { ownToken } from "./own-client-token"
import type { Clerk } from "./sdk"
import { expectToken } from "./sync-host"
import { isSignedInto, readWebApp, replaceToken, type WebApp } from "./web-app"

const REFUSED_KEY = "refused-token"
const RENEWED_KEY = "renewed-token"
const IN_VAIN_KEY = "web-app-in-vain"

/** Who was signed in with the extension's own client when it became the web app's. */
export type LeftAccount = { userId: string; identifier: string }

/**
 * What the extension's own client is while there is one and the web app has one too: left for the web app's, with somebody signed in; or
 * returned to, and apart from the web app until they sign out. Otherwise the own client counts until somebody signs in there.
 */
type OwnClient = { left: LeftAccount } | { isApart: true }

let kept: Kept<OwnClient> | undefined

// Made when it's asked for, so that builds without a sync host hold no trace of it.
function ownClient() {
  kept ??= createKept<OwnClient>(
    "own-client",
    v.union([
      v.object({ left: v.object({ userId: v.string(), identifier: v.string() }) }),
      v.object({ isApart: v.literal(true) })
    ])
  )
  return kept
}

let usesWebApp = false
let isReturning = false
/** What the cookies said when the extension began to try the web app's client in the place of one with somebody signed in. */
let onTrial: WebApp | undefined
let shared: string | undefined
/** The notes that Chrome had no room for. They are newer than the stored ones. */
const unstored = new Map<string, unknown>()

/** The web app's token, while its client is the extension's. It isn't kept: the cookie is where it lies. */
export async function sharedToken(): Promise<string | undefined> {
  shared = usesWebApp ? await unlessRefused((await readWebApp()).token) : undefined
  return shared
}

/** Whether this is the web app's token, as the extension knows it now. */
export function isShared(token: string | undefined): token is string {
  return token !== undefined && token === shared
}

/**
 * Decides whose client is the extension's: the web app's or its own. Requests under way belong to the one before, so this is for the
 * time between commands. At the start of a command, nobody who is signed in changes.
 */
export async function chooseClient({ isCommand }: { isCommand: boolean }): Promise<void> {
  await finishRenewal()
  if (isReturning) {
    usesWebApp = false
    return
  }
  const web = await readWebApp()
  const offered = await unlessRefused(web.token)
  const [own, standing, snapshot] = await Promise.all([ownToken.read(), ownClient().read(), readSnapshot()])
  const known = lastKnownOf(snapshot)
  onTrial = undefined

  if (!offered || !own) {
    if (standing && !isCommand) await ownClient().forget()
    usesWebApp = offered !== undefined
  } else if (standing && "left" in standing) {
    usesWebApp = true
  } else if (own === offered || isUnused(known)) {
    await forgetOwnClient()
    usesWebApp = true
  } else if (standing || isCommand) {
    usesWebApp = false
  } else {
    onTrial = isSignedIn(known) && isSignedInto(web) && !(await wasInVain(web)) ? web : undefined
    usesWebApp = onTrial !== undefined
  }
}

/**
 * Whether the web app's client was chosen in vain, so that Clerk has to be asked for the own one again. Anybody on the web app's domain
 * can write that somebody is signed in there, but only Clerk's answer signs anybody out here.
 */
export async function isInVain({ client }: Clerk): Promise<boolean> {
  if (!onTrial) return false
  const web = onTrial
  onTrial = undefined
  if (client?.signedInSessions.length) {
    const known = lastKnownOf(await readSnapshot())
    if (isSignedIn(known)) {
      await ownClient().write({ left: { userId: known.user.id, identifier: known.user.identifier } })
    }
    return false
  }
  usesWebApp = false
  await writeNote(IN_VAIN_KEY, await digestOf(web))
  return true
}

/** Clerk doesn't know the web app's token. It isn't sent again: there may be a better one soon. */
export async function refuseShared(token: string): Promise<void> {
  await writeNote(REFUSED_KEY, await digest(token))
}

/**
 * Clerk has changed the shared token with its answer, as it does in production when somebody signs in or out. The old one is of no use
 * any more, so the web app gets the new one. Chrome may stop the worker meanwhile: the next one then goes on.
 */
export async function renewShared(old: string, renewed: string): Promise<void> {
  if (old === renewed) return
  await writeNote(RENEWED_KEY, { old, renewed })
  await finishRenewal()
}

async function finishRenewal() {
  const token = v.pipe(v.string(), v.nonEmpty())
  const renewal = await readNote(RENEWED_KEY, v.object({ old: token, renewed: token }))
  if (!renewal) return
  const { old, renewed } = renewal
  await refuseShared(old)
  // At worst that's a look too many.
  await expectToken(renewed).catch(() => {})
  usesWebApp = await replaceToken(old, renewed).catch(() => false)
  shared = usesWebApp ? renewed : undefined
  // Without the permission for that host, both go on with a client of their own.
  if (!usesWebApp) {
    await ownClient().forget()
    await ownToken.write(renewed)
  }
  await removeNote(RENEWED_KEY)
}

/** Whether the web app's client is the extension's. */
export const followsWebApp = () => usesWebApp

/** Who was signed in here before somebody signed in to the web app, if they can be returned to. */
export async function readLeftAccount(): Promise<LeftAccount | undefined> {
  const [own, standing] = await Promise.all([ownToken.read(), ownClient().read()])
  return own && standing && "left" in standing ? standing.left : undefined
}

/** Nobody goes back to the own client. */
export async function forgetLeftAccount(): Promise<void> {
  if (await readLeftAccount()) await forgetOwnClient()
}

/**
 * Goes back to the own client, apart from the web app, if `ask`, which has Clerk asked for it, says that it's as it was.
 *
 * @returns what `ask` says.
 */
export async function returnToOwnClient(ask: () => Promise<boolean>): Promise<boolean> {
  isReturning = true
  let isThere = false
  try {
    isThere = await ask()
    if (isThere) await ownClient().write({ isApart: true })
    return isThere
  } finally {
    isReturning = false
    usesWebApp = !isThere
  }
}

/** Gives up the own client: the web app's, if there is one, counts from now on. */
export async function forgetOwnClient(): Promise<void> {
  await ownToken.forget()
  await ownClient().forget()
}

// Somebody who has signed in here isn't signed out by the web app alone. A sign-in under way is left alone too.
function isUnused(known: KnownSession | null) {
  return known?.status === "signed-out" && known.attempt === null
}

function isSignedIn(known: KnownSession | null) {
  return known?.status === "active" || known?.status === "pending"
}

async function unlessRefused(token: string | undefined) {
  if (!token) return undefined
  const refused = await readNote(REFUSED_KEY, v.string())
  return refused === (await digest(token)) ? undefined : token
}

async function wasInVain(web: WebApp) {
  const inVain = await readNote(IN_VAIN_KEY, v.string())
  return inVain === (await digestOf(web))
}

// Notes tell the next worker what this one knows. Without room for one, this worker still goes on: a token matters more.
async function writeNote(key: string, note: unknown) {
  try {
    await chrome.storage.session.set({ [key]: note })
    unstored.delete(key)
  } catch {
    unstored.set(key, note)
  }
}

async function readNote<Note>(key: string, shape: v.GenericSchema<unknown, Note>): Promise<Note | undefined> {
  const stored = await chrome.storage.session.get<Record<string, unknown>>(key)
  const note = v.safeParse(shape, unstored.get(key) ?? stored[key])
  return note.success ? note.output : undefined
}

async function removeNote(key: string) {
  unstored.delete(key)
  await chrome.storage.session.remove(key).catch(() => {})
}

function digestOf({ token, updatedAt, session }: WebApp) {
  return digest(JSON.stringify([token, updatedAt, session?.id]))
}
