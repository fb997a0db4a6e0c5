import { type Totp, totpUri } from "../model/second-factors"
import type { User } from "../model/user"
import type { View } from "./view"

/** The secret is included until it is verified. Backup codes appear only in the response that creates them. */
export function totpJson(totp: Totp, user: User, { instance }: View, backupCodes?: string[]) {
  return {
    object: "totp",
    id: totp.id,
    secret: totp.verified ? null : totp.secret.base32,
    uri: totp.verified ? null : totpUri(instance, user, totp),
    verified: totp.verified,
    ...(backupCodes && { backup_codes: backupCodes }),
    created_at: totp.createdAt,
    updated_at: totp.updatedAt
  }
}
