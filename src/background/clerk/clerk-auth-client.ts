import type { AuthClient } from "~background/auth-client"
import { cancelAttempt, readAttempt } from "./attempt"
import { type Clerk, getClerk, reloadClerk, requireNetwork } from "./clerk"
import { fromClerk } from "./clerk-failure"
import { createOrganization } from "./create-organization"
import { answeredAhead, askListsAhead } from "./lists-ahead"
import * as organizations from "./organizations"
import { changePassword, checkPassword } from "./password"
import * as phoneNumbers from "./phone-numbers"
import { attemptReverification, sendReverificationCode, startReverification } from "./reverification"
import { completing, followClient, signOut, switchSession } from "./session"
import { readSession } from "./session-state"
import * as signIn from "./sign-in"
import * as signUp from "./sign-up"
import { getToken } from "./tokens"
import { cancelTotp, startTotp, verifyTotp } from "./totp"

/** Clerk behind the interface that the session owner knows; every error that leaves it is one that pages understand. */
export function createClerkAuthClient(): AuthClient {
  return {
    load: () => explained(getClerk()).then(() => {}),
    reload: (onlyClient) => explained(reloadClerk(onlyClient)),
    askAhead: () => command(askListsAhead)(undefined),
    readSession: () => explained(getClerk().then(readState)),

    "sign-in-with-password": command(completing(signIn.signInWithPassword)),
    "send-sign-in-code": command(signIn.sendSignInCode),
    "attempt-sign-in-code": command(completing(signIn.attemptSignInCode)),
    "send-reset-code": command(signIn.sendResetCode),
    "attempt-reset-code": command(signIn.attemptResetCode),
    "set-new-password": command(completing(signIn.setNewPassword)),
    "send-second-factor-code": command(signIn.sendSecondFactorCode),
    "attempt-second-factor": command(completing(signIn.attemptSecondFactor)),
    "sign-up": command(completing(signUp.signUp)),
    "send-sign-up-code": command(signUp.sendSignUpCode),
    "attempt-sign-up-code": command(completing(signUp.attemptSignUpCode)),
    "cancel-attempt": localCommand(cancelAttempt),
    "switch-session": command(switchSession),
    "sign-out": command(signOut),
    "get-token": localCommand(getToken),
    "list-memberships": command(answeredAhead(organizations.listMemberships)),
    "list-invitations": command(answeredAhead(organizations.listInvitations)),
    "list-suggestions": command(answeredAhead(organizations.listSuggestions)),
    "get-creation-defaults": command(organizations.getCreationDefaults),
    "choose-organization": command(organizations.chooseOrganization),
    "accept-invitation": command(organizations.acceptInvitation),
    "accept-suggestion": command(organizations.acceptSuggestion),
    "create-organization": command(createOrganization),
    "check-password": localCommand(checkPassword),
    "change-password": command(changePassword),
    "start-totp": command(startTotp),
    "verify-totp": command(verifyTotp),
    "cancel-totp": localCommand(cancelTotp),
    "list-phone-numbers": command(phoneNumbers.listPhoneNumbers),
    "add-phone-number": command(phoneNumbers.addPhoneNumber),
    "send-phone-code": command(phoneNumbers.sendPhoneCode),
    "verify-phone-number": command(phoneNumbers.verifyPhoneNumber),
    "use-phone-number": command(phoneNumbers.reservePhoneNumber),
    "start-reverification": command(startReverification),
    "send-reverification-code": command(sendReverificationCode),
    "attempt-reverification": command(attemptReverification)
  }
}

async function readState(clerk: Clerk) {
  if (!clerk.session) followClient(clerk)
  return readSession(clerk, await readAttempt(clerk))
}

function command<Request, Response>(run: (clerk: Clerk, request: Request) => Promise<Response>) {
  return localCommand<Request, Response>(async (clerk, request) => {
    requireNetwork()
    return run(clerk, request)
  })
}

/** One that needs no network. */
function localCommand<Request, Response>(run: (clerk: Clerk, request: Request) => Promise<Response>) {
  return (request: Request) => explained(getClerk().then((clerk) => run(clerk, request)))
}

function explained<Value>(promise: Promise<Value>): Promise<Value> {
  return promise.catch((error) => {
    throw fromClerk(error)
  })
}
