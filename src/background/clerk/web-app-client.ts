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

/** The user who was signed in with the extension's own client when it switched to the web app's. */
export type LeftAccount = { userId: string; identifier: string }

/**
 * The role of the extension's own client while the web app has a client too: either left for the web app's while a user was signed in, or
 * returned to, and then apart from the web app until that user signs out. Otherwise the own client counts until someone signs in there.
 */
type OwnClient = { left: LeftAccount } | { isApart: true }

let kept: Kept<OwnClient> | undefined

// Created on first use, so that builds without a sync host contain no trace of it.
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
/** The cookies as they were when the extension began to try the web app's client in place of its own, which had a signed-in user. */
let onTrial: WebApp | undefined
let shared: string | undefined
/** The notes that Chrome had no room for. They are newer than the stored ones. */
const unstored = new Map<string, unknown>()

/** The web app's token, while its client is also the extension's. It isn't stored here: it belongs in the cookie. */
export async function sharedToken(): Promise<string | undefined> {
  shared = usesWebApp ? await unlessRefused((await readWebApp()).token) : undefined
  return shared
}

/** Whether this is the web app's token, as far as the extension knows. */
export function isShared(token: string | undefined): token is string {
  return token !== undefined && token === shared
}

/**
 * Decides which client the extension uses: the web app's or its own. Requests under way belong to the previous client, so call this only
 * between commands. At the start of a command, it never replaces a signed-in user.
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
 * Whether the web app's client was a wrong choice, so that the own client has to be fetched again. Any page on the web app's domain
 * can write a cookie that claims a sign-in there, but only Clerk's answer signs a user out here.
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

/** Clerk doesn't know the web app's token. The extension doesn't send it again: there may be a better one soon. */
export async function refuseShared(token: string): Promise<void> {
  await writeNote(REFUSED_KEY, await digest(token))
}

/**
 * Clerk has replaced the shared token with its answer, as it does in production when someone signs in or out. The old one no longer
 * works, so the web app gets the new one. If Chrome stops the worker midway, the next one continues.
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
  // If this fails, the extension syncs once more than necessary.
  await expectToken(renewed).catch(() => {})
  usesWebApp = await replaceToken(old, renewed).catch(() => false)
  shared = usesWebApp ? renewed : undefined
  // Without the permission for that host, each continues with its own client.
  if (!usesWebApp) {
    await ownClient().forget()
    await ownToken.write(renewed)
  }
  await removeNote(RENEWED_KEY)
}

/** Whether the extension uses the web app's client. */
export const followsWebApp = () => usesWebApp

/** Whether the extension's client is also the web app's, as far as the cookies show: a new worker hasn't chosen one yet. */
export async function hasSameClient(): Promise<boolean> {
  const { token } = await readWebApp()
  return token !== undefined && (usesWebApp || (await ownToken.read()) === undefined)
}

/** The user who was signed in here before someone signed in to the web app, if the extension can go back to them. */
export async function readLeftAccount(): Promise<LeftAccount | undefined> {
  const [own, standing] = await Promise.all([ownToken.read(), ownClient().read()])
  return own && standing && "left" in standing ? standing.left : undefined
}

/** Gives up going back to the own client. */
export async function forgetLeftAccount(): Promise<void> {
  if (await readLeftAccount()) await forgetOwnClient()
}

/**
 * Goes back to the own client, apart from the web app, if `ask`, which fetches it from Clerk, confirms that it's unchanged.
 *
 * @returns what `ask` returns.
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

/** Gives up the own client: from now on, the web app's counts, if there is one. */
export async function forgetOwnClient(): Promise<void> {
  await ownToken.forget()
  await ownClient().forget()
}

// The web app alone doesn't sign out a user who signed in here. It doesn't end a sign-in under way either.
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

// Notes pass this worker's knowledge on to the next one. If Chrome has no room for one, this worker continues: a token matters more.
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
