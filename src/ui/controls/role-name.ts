import { t } from "~i18n"

/** A role as the user reads it. Clerk names the two roles that every instance has in English; names that the author gave stay. */
export function roleNameOf(name: string): string {
  if (name === "Admin") return t("roleAdmin")
  if (name === "Member") return t("roleMember")
  return name
}
