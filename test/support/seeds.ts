import type { SettingsPatch } from "../../emulator/model/settings"
import type { EmulatorClient, NewOrganization, NewUser } from "./emulator-client"
import { grace } from "./people"

/** An instance whose users all work in an organization, so that a new session has to complete `choose-organization`. */
export const inOrganizations = {
  organizations: { enabled: true, forceSelection: true }
} satisfies SettingsPatch

type Places = Omit<NewUser, "email" | "memberships" | "invitations" | "suggestions"> & {
  memberships?: NewOrganization[]
  invitations?: NewOrganization[]
  suggestions?: NewOrganization[]
}

/** Adds Grace, and the organizations open to her. */
export async function addGrace(
  emulator: EmulatorClient,
  { memberships, invitations, suggestions, ...rest }: Places
) {
  const add = (organizations: NewOrganization[] = []) =>
    Promise.all(
      organizations.map(async (organization) => ({
        organization: (await emulator.addOrganization(organization)).id
      }))
    )
  return emulator.addUser({
    ...grace,
    ...rest,
    memberships: await add(memberships),
    invitations: await add(invitations),
    suggestions: await add(suggestions)
  })
}
