import { createBackupCodes } from "~background/clerk/backup-codes"
import { changes } from "~background/handlers"

export default changes("create-backup-codes", createBackupCodes)
