import { accountStates, unavailableStates } from "./account"
import { chooseOrganizationStates } from "./choose-organization"
import { limitStates } from "./limits"
import { otherTaskStates, resetPasswordStates, workspaceStates } from "./other-pages"
import { reverificationStates, setupMfaStates } from "./setup-mfa"
import { signInStates } from "./sign-in"
import { signUpStates } from "./sign-up"
import { ssoStates } from "./sso"
import type { State } from "./state"

/** Every state that a user can meet. States that differ only in names and numbers count as one. */
export const states: State[] = [
  ...signInStates,
  ...signUpStates,
  ...ssoStates,
  ...accountStates,
  ...unavailableStates,
  ...chooseOrganizationStates,
  ...resetPasswordStates,
  ...setupMfaStates,
  ...reverificationStates,
  ...otherTaskStates,
  ...workspaceStates,
  ...limitStates
]
