import { signUpJson } from "../json/sign-up"
import { type AppInvitation, acceptInvitation } from "../model/app-invitation"
import { ATTRIBUTES, attributePresence } from "../model/attributes"
import { clientOf } from "../model/client"
import { findByIdentity, link } from "../model/external-accounts"
import { hashPassword } from "../model/password"
import { connectionsFor } from "../model/providers"
import { createSession } from "../model/session"
import {
  connectionsToUse,
  createSignUp,
  identityOf,
  isAdmitted,
  missingFields,
  type SignUp,
  unverifiedFields
} from "../model/sign-up"
import { hidesAccounts } from "../model/stranger"
import {
  addEmailAddress,
  addPhoneNumber,
  createUser,
  findByEmail,
  findByPhone,
  findByUsername
} from "../model/user"
import { checkCode, verified } from "../model/verification"
import type { Call } from "./call"
import { requireCaptcha } from "./captcha"
import {
  accessNotAllowed,
  addressReservedForCompany,
  apiError,
  codeError,
  identificationClaimed,
  identifierExists,
  legalNotAccepted,
  notFound,
  paramUnknown,
  paramValue,
  signUpConnectionMissing
} from "./errors"
import { claimAddress } from "./external-sign-in"
import { MAX_PASSWORD } from "./form"
import { checkEmailAddress, checkPhoneNumber, checkUsername } from "./identifiers"
import { metadataOf } from "./me"
import { checkNewPassword } from "./password"
import { resend, resendNothing } from "./proofs"
import { protect, requireNoCheck, resolveCheck } from "./protect"
import { COMPANY, isExternal, planDeparture, strategyOf } from "./providers"
import { limitAttempts, limitCreations } from "./rate-limit"
import { requireRoom } from "./sign-in-completion"
import { transferredFrom } from "./sign-up-transfer"
import { invitationToSignUp, requirePending } from "./tickets"

export async function createClientSignUp(call: Call) {
  const { instance, device, view } = call
  limitCreations(instance)
  const client = clientOf(instance, device)
  requireRoom(call, client)
  const invitation = await invitationToSignUp(call)
  const transferred = transferredFrom(call, client)
  const isFromCompany = transferred?.externalVerification?.external.provider.connection != null
  if (!invitation && !isFromCompany) requireOpen(call)
  // If a code was sent during the sign-in, that sign-in already required the captcha.
  if (!transferred || transferred.externalVerification) requireCaptcha(call)
  const protectCheck = protect(call, "signUp")
  const fields = { ...(await readFields(call, invitation)), ...transferred }
  if (transferred?.emailAddress) requireAdmitted(call, transferred.emailAddress)
  const strategy = call.form.text("strategy")
  const depart = planProvider(call, strategy, fields.emailAddress ?? null)
  const signUp = Object.assign(createSignUp(instance, client), { ...fields, protectCheck })
  if (transferred) client.signIn = null
  if (depart) signUp.externalVerification = depart({ signUp })
  else if (strategy && !invitation) prepare(call, signUp, strategy)
  completeIfDone(call, signUp)
  return signUpJson(signUp, view)
}

export function readSignUp(call: Call) {
  const signUp = call.instance.signUps.get(call.params.signUpId ?? "")
  if (!signUp || signUp.client !== call.device.client) throw notFound("sign-up")
  return signUpJson(signUp, call.view)
}

export async function updateSignUp(call: Call) {
  const signUp = requireSignUp(call)
  const invitation = (await invitationToSignUp(call)) ?? signUp.invitation
  const fields = await readFields(call, invitation)
  const depart = planProvider(call, call.form.text("strategy"), fields.emailAddress ?? signUp.emailAddress)
  const isOther = (name: "emailAddress" | "phoneNumber") =>
    fields[name] !== undefined && fields[name] !== signUp[name]
  const reset = {
    ...(isOther("emailAddress") && !invitation && { emailVerification: null }),
    ...(isOther("phoneNumber") && { phoneVerification: null })
  }
  Object.assign(signUp, fields, reset)
  if (depart) signUp.externalVerification = depart({ signUp })
  completeIfDone(call, signUp)
  return signUpJson(signUp, call.view)
}

export function resolveSignUpCheck(call: Call) {
  const signUp = requireOwnSignUp(call)
  resolveCheck(call, signUp)
  completeIfDone(call, signUp)
  return signUpJson(signUp, call.view)
}

export function prepareVerification(call: Call) {
  const signUp = requireSignUp(call)
  const strategy = call.form.required("strategy")
  const depart = planProvider(call, strategy, signUp.emailAddress)
  if (depart) signUp.externalVerification = depart({ signUp })
  else prepare(call, signUp, strategy)
  return signUpJson(signUp, call.view)
}

/** Plans the redirect to a provider, if the strategy needs one. */
function planProvider(call: Call, strategy: string | undefined, address: string | null) {
  if (!strategy || !isExternal(strategy)) return null
  if (strategy === COMPANY && connectionsFor(address, call.instance.settings).length === 0) {
    throw signUpConnectionMissing()
  }
  return planDeparture(call, strategy, address)
}

/** The connections that the user can choose from, if their company has several. */
export function listConnections(call: Call) {
  const signUp = requireOwnSignUp(call)
  return connectionsToUse(signUp, call.instance.settings).map(({ id, name }) => ({ id, name }))
}

export function attemptVerification(call: Call) {
  const { instance, form, view } = call
  limitAttempts(instance)
  const signUp = requireSignUp(call)
  const strategy = requireStrategy(form.required("strategy"))
  const verification = strategy === "email_code" ? signUp.emailVerification : signUp.phoneVerification
  const refusal = checkCode(verification, form.required("code"), instance.clock)
  if (refusal) throw codeError(refusal)
  completeIfDone(call, signUp)
  return signUpJson(signUp, view)
}

const HAS_ACCOUNT = {
  email_code:
    "Someone tried to sign up with this email address. You already have an account. Sign in instead.",
  phone_code: "Someone tried to sign up with this phone number. You already have an account. Sign in instead."
}

type CodeStrategy = keyof typeof HAS_ACCOUNT

function requireStrategy(strategy: string): CodeStrategy {
  if (strategy === "email_code" || strategy === "phone_code") return strategy
  throw paramValue("strategy")
}

function prepare({ instance }: Call, signUp: SignUp, wanted: string) {
  const strategy = requireStrategy(wanted)
  const isEmail = strategy === "email_code"
  const { emailAddress, phoneNumber } = signUp
  const to = isEmail ? emailAddress && { email: emailAddress } : phoneNumber && { phone: phoneNumber }
  if (!to) {
    const what = isEmail ? "an email address" : "a phone number"
    throw apiError(400, "verification_missing", `Enter ${what} first.`)
  }
  if (isEmail && connectionsToUse(signUp, instance.settings).length > 0) throw addressReservedForCompany()
  const previous = isEmail ? signUp.emailVerification : signUp.phoneVerification
  if (previous?.status === "verified") throw codeError("already-verified")
  const isTaken = "email" in to ? findByEmail(instance, to.email) : findByPhone(instance, to.phone)
  const verification =
    hidesAccounts(instance) && isTaken
      ? resendNothing(instance, strategy, to, previous, HAS_ACCOUNT[strategy])
      : resend(instance, strategy, to, previous)
  if (isEmail) signUp.emailVerification = verification
  else signUp.phoneVerification = verification
}

type Fields = Partial<
  Pick<
    SignUp,
    | "emailAddress"
    | "phoneNumber"
    | "username"
    | "firstName"
    | "lastName"
    | "password"
    | "unsafeMetadata"
    | "legalAcceptedAt"
    | "invitation"
    | "emailVerification"
    | "externalVerification"
  >
>

async function readFields(call: Call, invitation: AppInvitation | null): Promise<Fields> {
  const { instance, form } = call
  requireKnown(call)
  const fields: Fields = readIdentifiers(call)
  if (invitation) Object.assign(fields, fieldsOf(invitation, fields.emailAddress))
  if (form.has("legal_accepted")) {
    if (!form.flag("legal_accepted")) throw legalNotAccepted()
    fields.legalAcceptedAt = instance.clock.now()
  }
  if (form.has("first_name")) fields.firstName = form.text("first_name") ?? null
  if (form.has("last_name")) fields.lastName = form.text("last_name") ?? null
  const metadata = form.text("unsafe_metadata", 8192)
  if (metadata) fields.unsafeMetadata = metadataOf(metadata)
  const password = form.text("password", MAX_PASSWORD)
  if (password) {
    const identifiers = [fields.emailAddress, fields.phoneNumber, fields.username].filter(isGiven)
    await checkNewPassword(instance, password, { param: "password", identifiers })
    fields.password = await hashPassword(password, instance.clock.now())
  }
  return fields
}

/** The ticket proves access to its own email address, and to no other. */
function fieldsOf(invitation: AppInvitation, given: string | null | undefined): Fields {
  const { emailAddress } = invitation
  if (given && given !== emailAddress) throw paramValue("email_address")
  return { invitation, emailAddress, emailVerification: verified("ticket") }
}

const isGiven = (text: string | null | undefined) => typeof text === "string"

/** Rejects fields that the instance doesn't use. */
function requireKnown({ instance, form }: Call) {
  const presence = attributePresence(instance.settings)
  const isOff = ATTRIBUTES.filter((attribute) => presence[attribute] === "off")
  const unknown = [...isOff, "web3_wallet"].find((name) => form.text(name, MAX_PASSWORD))
  if (unknown) throw paramUnknown(unknown)
}

/** Rejects an email address that isn't allowed to sign up. */
export function requireAdmitted({ instance }: Call, emailAddress: string) {
  if (!isAdmitted(emailAddress, instance.settings)) throw accessNotAllowed(emailAddress)
}

function readIdentifiers(call: Call): Pick<Fields, "emailAddress" | "phoneNumber" | "username"> {
  const { instance, form } = call
  const fields: Fields = {}
  const emailAddress = form.text("email_address")
  if (emailAddress) {
    fields.emailAddress = checkEmailAddress(emailAddress)
    requireAdmitted(call, fields.emailAddress)
    if (!hidesAccounts(instance) && findByEmail(instance, emailAddress)) throw taken("email_address")
  }
  const phoneNumber = form.text("phone_number")
  if (phoneNumber) {
    fields.phoneNumber = checkPhoneNumber(instance, phoneNumber)
    if (!hidesAccounts(instance) && findByPhone(instance, fields.phoneNumber)) throw taken("phone_number")
  }
  const username = form.text("username")
  if (username) {
    fields.username = checkUsername(instance.settings, username)
    if (findByUsername(instance, username)) throw taken("username")
  }
  return fields
}

/** Creates the account and signs the user in, if nothing is missing. */
export function completeIfDone(call: Call, signUp: SignUp) {
  const { instance, userAgent } = call
  const { settings } = instance
  const isDone =
    missingFields(signUp, settings).length === 0 && unverifiedFields(signUp, settings).length === 0
  if (!isDone) return
  requireStillFree(call, signUp)
  const user = createAccount(call, signUp)
  if (signUp.invitation) acceptInvitation(instance, signUp.invitation, user)
  const session = createSession(instance, signUp.client, user, {
    strategy: lastStrategyOf(signUp),
    withSecondFactor: false,
    userAgent
  })
  signUp.createdUserId = user.id
  signUp.createdSessionId = session.id
  signUp.client.signUp = null
}

/** Another user may have taken one of the identifiers in the meantime. */
function requireStillFree({ instance }: Call, signUp: SignUp) {
  const { emailAddress, phoneNumber, username, invitation } = signUp
  const identity = identityOf(signUp)
  if (invitation) requirePending(invitation)
  if (identity && findByIdentity(instance, identity)) throw identificationClaimed()
  if (identity) claimAddress(instance, identity)
  if (emailAddress && findByEmail(instance, emailAddress)) throw taken("email_address")
  if (phoneNumber && findByPhone(instance, phoneNumber)) throw taken("phone_number")
  if (username && findByUsername(instance, username)) throw taken("username")
}

function createAccount({ instance }: Call, signUp: SignUp) {
  const { emailAddress, phoneNumber, emailVerification, phoneVerification } = signUp
  const user = createUser(instance, signUp)
  const identity = identityOf(signUp)
  user.username = signUp.username
  if (emailAddress) addEmailAddress(instance, user, emailAddress, emailVerification ?? verified("admin"))
  if (phoneNumber) {
    const phone = addPhoneNumber(instance, user, phoneNumber, phoneVerification ?? verified("admin"))
    user.primaryPhoneNumberId = phone.id
  }
  user.password = signUp.password && { ...signUp.password, updatedAt: instance.clock.now() }
  if (identity) link(instance, user, identity)
  if (identity?.provider.connection) user.password = null
  user.unsafeMetadata = signUp.unsafeMetadata
  user.legalAcceptedAt = signUp.legalAcceptedAt
  return user
}

function lastStrategyOf({ password, emailVerification, phoneVerification, externalVerification }: SignUp) {
  if (externalVerification?.status === "verified") return strategyOf(externalVerification.external)
  if (password) return "password"
  const strategies = [emailVerification?.strategy, phoneVerification?.strategy]
  return strategies.find((strategy) => strategy && strategy !== "ticket") ?? null
}

function requireOpen({ instance }: Call) {
  const { mode } = instance.settings.signUp
  if (mode === "restricted") {
    throw apiError(403, "sign_up_mode_restricted", "Sign-ups are closed. You need an invitation.")
  }
  if (mode === "waitlist") {
    throw apiError(403, "sign_up_restricted_waitlist", "Sign-ups are closed. Join the waitlist.")
  }
}

function requireSignUp(call: Call): SignUp {
  const signUp = requireOwnSignUp(call)
  requireNoCheck(call, signUp)
  return signUp
}

function requireOwnSignUp({ instance, device, params }: Call): SignUp {
  const signUp = instance.signUps.get(params.signUpId ?? "")
  if (!signUp || signUp.client !== device.client) throw notFound("sign-up")
  if (signUp.client.signUp !== signUp) {
    throw apiError(403, "resource_forbidden", "This sign-up is over, or another one has replaced it.")
  }
  return signUp
}

const taken = (param: "email_address" | "phone_number" | "username") =>
  identifierExists(param, `That ${param.replace("_", " ")} is taken. Please try another.`)
