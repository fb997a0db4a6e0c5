import { type Totp, totpUri } from "../model/second-factors"
import type { User } from "../model/user"
import type { View } from "./view"

/** The secret is shown only until it is verified, and the backup codes only by the answer that made them. */
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
