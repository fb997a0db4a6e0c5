/** Why the extension has no text of its own for errors that Clerk publishes: for a whole area, or for single codes. */
export const unexplainedErrors: { why: string; areas?: string[]; codes?: string[] }[] = [
  // What it never calls
  {
    why: "billing: it calls no such endpoint",
    areas: ["commerce", "discounts", "pricing", "promo_codes"]
  },
  {
    why: "companies are set up in the dashboard, and connected to an account on the web",
    areas: ["oauth", "saml", "enterprise_sso"],
    codes: ["oauth_connection_blocked_by_immutable_attribute"]
  },
  {
    why: "One Tap, PKCE, and apps that are providers themselves: it has none of them",
    areas: ["oauth2_idp", "google_one_tap", "pkce"],
    codes: ["sign_in_no_identification_for_user"]
  },
  {
    why: "the address that a provider leads back to is always the same, and a development build shows it to authors who haven't allowed it",
    areas: ["redirect_urls", "urls"]
  },
  { why: "it transfers only what Clerk says is transferable", codes: ["account_transfer_invalid"] },
  { why: "registering a passkey: on the web only", areas: ["passkeys"] },
  { why: "trusted devices and attestation: of apps on phones", areas: ["trusted_devices"] },
  {
    why: "attestation: of apps on phones",
    codes: [
      "device_attestation_challenge_client_mismatch",
      "device_attestation_misconfigured",
      "device_attestation_not_configured",
      "device_attestation_unsupported_platform",
      "device_attestation_verification_failed",
      "invalid_device_attestation_assertion",
      "invalid_device_attestation_challenge",
      "requires_device_attestation"
    ]
  },
  {
    why: "tickets of agents and administrators: it asks for none",
    areas: ["actor_tokens", "agent_tasks"],
    codes: ["session_creation_not_allowed"]
  },
  {
    why: "a ticket that signs up is never sent to sign in first, and one that signs in is sent again",
    areas: ["sign_in_tokens"]
  },
  {
    why: "of invitations that a server makes",
    areas: ["invitations"]
  },
  {
    why: "links by email: the browser that opens one meets these, not the extension",
    areas: ["native_magic_link"],
    codes: [
      "sign_in_email_link_not_same_client",
      "sign_up_email_link_not_same_client",
      "verification_link_token_expired",
      "verification_link_token_invalid",
      "verification_link_token_source_invalid",
      "verification_link_token_stale"
    ]
  },
  { why: "a wallet, which it has not", codes: ["form_incorrect_signature"] },
  { why: "it sends no proof of a Protect check", codes: ["protect_check_already_resolved"] },
  {
    why: "`sign_up_if_missing`: it never asks for it",
    codes: [
      "sign_up_if_missing_not_allowed",
      "sign_up_if_missing_strategy_not_supported",
      "sign_up_if_missing_transfer"
    ]
  },
  {
    why: "users are not changed or deleted here, and nothing is removed from them",
    areas: ["scim"],
    codes: [
      "delete_linked_identification_disallowed",
      "form_disable_default_second_factor_not_allowed",
      "identification_deletion_failed",
      "identification_update_failed",
      "identification_update_second_factor_unverified",
      "immutable_attribute_modification_not_allowed",
      "last_required_identification_deletion_failed",
      "password_required",
      "second_factor_deletion_not_allowed",
      "updating_user_password_deprecated",
      "user_delete_self_not_enabled",
      "user_managed_by_scim"
    ]
  },
  {
    why: "members, roles, domains and settings of organizations: it calls no such endpoint",
    codes: [
      "exclusive_organization_membership_existing_members",
      "force_organization_selection_not_allowed_when_organizations_disabled",
      "invitations_not_supported_in_organization",
      "organization_admin_delete_not_enabled",
      "organization_already_has_sso_connection",
      "organization_domain_already_exists",
      "organization_domain_already_exists_same_organization",
      "organization_domain_blocked",
      "organization_domain_common",
      "organization_domain_enrollment_mode_invalid",
      "organization_domain_enrollment_mode_not_enabled",
      "organization_domain_exists_for_enrollment",
      "organization_domain_exists_for_enterprise_connection",
      "organization_domain_last_verified_cannot_delete",
      "organization_domain_mismatch",
      "organization_domain_ownership_not_verified",
      "organization_domain_quota_exceeded",
      "organization_domains_not_enabled",
      "organization_invitation_not_unique",
      "organization_member_limit_managed_by_billing",
      "organization_membership_enterprise_connection_cannot_remove",
      "organization_membership_managed_by_scim",
      "organization_minimum_permissions_needed",
      "organization_role_on_set_assigned_to_user",
      "organization_role_set_reassignment_contact_support",
      "organization_role_set_reassignment_mappings_invalid",
      "organization_role_set_reassignment_mappings_missing",
      "organization_unlimited_membership_required",
      "personal_accounts_not_allowed",
      "organizations_cannot_be_enabled",
      "organizations_disable_not_allowed",
      "role_migration_in_progress"
    ]
  },
  { why: "API keys: it calls no such endpoint", areas: ["apikeys", "applications"] },
  {
    why: "of web pages, satellites, proxies and handshakes",
    areas: ["domains"],
    codes: [
      "csrf_token_invalid",
      "invalid_handshake",
      "multiple_authorization_header_values_forbidden",
      "multiple_origin_header_values_forbidden",
      "proxy_request_invalid_secret_key",
      "proxy_request_missing_secret_key",
      "subdomain_not_allowed",
      "url_based_session_syncing_disabled"
    ]
  },
  {
    why: "for servers, and for who sets the instance up",
    areas: ["awscognito", "instances"],
    codes: [
      "authorization_header_format_invalid",
      "bulk_size_exceeded",
      "feature_not_implemented",
      "feature_requires_dynamic_oauth_client_registration",
      "feature_requires_email_address_enabled",
      "feature_requires_end_session_enabled",
      "feature_requires_oauth2_consent_screen_enabled",
      "feature_requires_oidc_provider",
      "feature_requires_progressive_sign_up",
      "form_already_exists",
      "form_disallow_future_date",
      "form_param_array_size_exceeded",
      "form_param_deprecated",
      "form_param_invalid_time",
      "form_password_digest_invalid_code",
      "form_public_client_requires_pkce",
      "request_invalid_for_environment",
      "user_settings_invalid"
    ]
  },

  // What it has a text for without knowing the code
  {
    why: "its status says it: signed out",
    codes: ["action_for_session_not_authorized", "authentication_invalid", "signed_out"]
  },
  {
    why: "a new client takes the place of the one that Clerk has forgotten",
    codes: ["dev_browser_unauthenticated"]
  },
  { why: "its status says it: too often", codes: ["signup_rate_limit_exceeded"] },
  {
    why: "its status says it: Clerk is down",
    areas: ["network"],
    codes: ["internal_clerk_error", "verification_status_unknown"]
  },
  {
    why: "a logo that is refused leaves the organization without one, and the form says so",
    areas: ["images"]
  },

  // What Clerk itself explains well enough
  {
    why: "Clerk's sentence stands at the input that it names",
    codes: [
      "form_conditional_param_disallowed",
      "form_conditional_param_missing",
      "form_param_duplicate",
      "form_param_type_invalid",
      "form_param_unknown",
      "form_param_value_conflict",
      "form_param_value_disabled",
      "form_param_value_too_large",
      "form_resource_not_found",
      "form_verification_needed"
    ]
  },
  {
    why: "Clerk's sentence says what it is, and has a number or name that we have not",
    areas: ["backup_codes"],
    codes: [
      "feature_not_enabled",
      "organization_not_enabled_in_instance",
      "organization_slugs_disabled",
      "no_password_set",
      "no_second_factors",
      "quota_exceeded",
      "resource_locked",
      "too_many_unverified_identifications",
      "verification_already_verified"
    ]
  },
  {
    why: "only a mistake in this project leads there, or in the SDK",
    areas: ["gone", "jwt_templates", "requests"],
    codes: ["bad_request", "invalid_action_for_session", "resource_not_found"]
  }
]
