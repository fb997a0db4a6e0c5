import { confirmBackupCodes } from "~background/clerk/backup-codes"
import { changes } from "~background/handlers"

export default changes("confirm-backup-codes", confirmBackupCodes)
