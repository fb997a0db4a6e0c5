import { HOUR } from "../model/clock"
import type { Membership } from "../model/organization"
import { hasSecondFactor, type User } from "../model/user"
import { emailAddressJson, phoneNumberJson } from "./identifications"
import { membershipJson } from "./organization"
import { otherWaysJson } from "./other-ways"
import { imageUrl, type View } from "./view"

/**
 * Every response repeats the user, so the number of memberships is limited. The list contains the active organization, which the SDK
 * looks up, and the oldest others. The paginated endpoint returns all of them.
 */
const MEMBERSHIPS_IN_USER = 100

export function userJson(user: User, view: View, activeOrganizationId: string | null = null) {
  const { instance } = view
  const { settings, clock } = instance
  const locked = user.lockedUntil !== null && clock.now() < user.lockedUntil
  const expiresIn = locked ? Math.ceil(((user.lockedUntil ?? 0) - clock.now()) / 1000) : null
  return {
    object: "user",
    id: user.id,
    first_name: user.firstName,
    last_name: user.lastName,
    external_id: user.externalId,
    image_url: imageUrl(view, user),
    has_image: false,
    primary_email_address_id: user.primaryEmailAddressId,
    primary_phone_number_id: user.primaryPhoneNumberId,
    email_addresses: user.emailAddresses.map((email) => emailAddressJson(email, user, view)),
    phone_numbers: user.phoneNumbers.map((phone) => phoneNumberJson(phone, view)),
    saml_accounts: [],
    ...otherWaysJson(user, view),
    organization_memberships: someMemberships(user, activeOrganizationId).map((membership) =>
      membershipJson(membership, view)
    ),
    password_enabled: user.password !== null,
    totp_enabled: user.totp?.verified === true,
    backup_code_enabled: user.backupCodes !== null,
    two_factor_enabled: hasSecondFactor(user),
    mfa_enabled_at: user.mfaEnabledAt,
    mfa_disabled_at: user.mfaDisabledAt,
    password_last_updated_at: user.password?.updatedAt ?? null,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    last_sign_in_at: user.lastSignInAt,
    last_active_at: user.lastSignInAt && Math.floor(clock.now() / HOUR) * HOUR,
    banned: user.banned,
    locked,
    lockout_expires_in_seconds: expiresIn,
    verification_attempts_remaining: null,
    create_organization_enabled: settings.organizations.creationEnabled && user.createOrganizationEnabled,
    delete_self_enabled: user.deleteSelfEnabled,
    legal_accepted_at: user.legalAcceptedAt,
    timezone: null,
    created_at: user.createdAt,
    updated_at: user.updatedAt
  }
}

function someMemberships({ memberships }: User, activeOrganizationId: string | null) {
  const some: Membership[] = []
  const active = memberships.get(activeOrganizationId ?? "")
  if (active) some.push(active)
  for (const membership of memberships.values()) {
    if (some.length === MEMBERSHIPS_IN_USER) break
    if (membership !== active) some.push(membership)
  }
  return some
}
