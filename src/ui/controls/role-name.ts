import { t } from "~i18n"

/** A role's name for users. Clerk names its two default roles in English. Names that the author chose stay as they are. */
export function roleNameOf(name: string): string {
  if (name === "Admin") return t("roleAdmin")
  if (name === "Member") return t("roleMember")
  return name
}
