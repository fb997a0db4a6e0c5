import type { BackupCodes, SecondFactorAdded } from "~session/task-forms"
import { isApiError } from "./clerk-failure"
import { readInstance } from "./instance-settings"
import type { Clerk } from "./sdk"
import { currentUser } from "./session"

const UNSAVED_KEY = "unsaved-backup-codes"

/**
 * Adds a second factor. The first one comes with backup codes, and Clerk shows them only once. So a mark stays from before the
 * request until users confirm that they've saved the codes. If the codes got lost on the way, this returns new ones.
 *
 * @param add returns `null` if Clerk reports that the factor was added before.
 */
export async function addingSecondFactor(
  clerk: Clerk,
  add: () => Promise<{ backupCodes?: string[] | undefined } | null>
): Promise<SecondFactorAdded> {
  const { id, twoFactorEnabled } = currentUser(clerk)
  if (!twoFactorEnabled && readInstance(clerk).hasBackupCodes) await keepUnsaved(id)
  const added = await add().catch(async (error) => {
    const isRefused = isApiError(error) && error.status < 500
    if (isRefused && !clerk.user?.twoFactorEnabled) await forgetUnsaved(id)
    throw error
  })
  if (added?.backupCodes?.length) return { backupCodes: added.backupCodes }
  if (!(await hasUnsavedBackupCodes(clerk))) return { backupCodes: null }
  // If Clerk refuses, for example because it requires reverification, the page requests the codes itself.
  const replaced = await createBackupCodes(clerk).catch(() => null)
  return { backupCodes: replaced?.backupCodes ?? null }
}

/** Whether the user may never have seen their backup codes: they have a second factor and haven't confirmed that they saved the codes. */
export async function hasUnsavedBackupCodes(clerk: Clerk): Promise<boolean> {
  const { user } = clerk
  if (!user?.twoFactorEnabled || !readInstance(clerk).hasBackupCodes) return false
  return (await readUnsaved()).includes(user.id)
}

/**
 * Creates new backup codes; the old ones stop working.
 * @see https://clerk.com/docs/guides/development/custom-flows/account-updates/manage-mfa
 */
export async function createBackupCodes(clerk: Clerk): Promise<BackupCodes> {
  const user = currentUser(clerk)
  await keepUnsaved(user.id)
  const { codes } = await user.createBackupCode()
  return { backupCodes: codes }
}

/** The user has saved their backup codes. */
export async function confirmBackupCodes(clerk: Clerk) {
  await forgetUnsaved(currentUser(clerk).id)
}

async function readUnsaved(): Promise<string[]> {
  const { [UNSAVED_KEY]: stored } = await chrome.storage.session.get(UNSAVED_KEY)
  return Array.isArray(stored) ? stored : []
}

async function keepUnsaved(userId: string) {
  await chrome.storage.session.set({ [UNSAVED_KEY]: [...new Set([...(await readUnsaved()), userId])] })
}

async function forgetUnsaved(userId: string) {
  await chrome.storage.session.set({ [UNSAVED_KEY]: (await readUnsaved()).filter((id) => id !== userId) })
}
