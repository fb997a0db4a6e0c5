import { signUpJson } from "../json/sign-up"
import { clientOf } from "../model/client"
import { hashPassword } from "../model/password"
import { createSession } from "../model/session"
import { createSignUp, isAdmitted, missingFields, type SignUp, unverifiedFields } from "../model/sign-up"
import { hidesAccounts } from "../model/stranger"
import { addEmailAddress, createUser, findByEmail, normalizeEmail } from "../model/user"
import { checkCode, verified } from "../model/verification"
import type { Call } from "./call"
import { requireCaptcha } from "./captcha"
import {
  accessNotAllowed,
  apiError,
  codeError,
  identifierExists,
  legalNotAccepted,
  notFound,
  paramFormat,
  paramUnknown,
  paramValue
} from "./errors"
import { MAX_PASSWORD } from "./form"
import { metadataOf } from "./me"
import { checkNewPassword } from "./password"
import { resend, resendNothing } from "./proofs"
import { protect, requireNoCheck, resolveCheck } from "./protect"
import { limitAttempts, limitCreations } from "./rate-limit"
import { requireRoom } from "./sign-ins"

export async function createClientSignUp(call: Call) {
  const { instance, device, view } = call
  limitCreations(instance)
  const client = clientOf(instance, device)
  requireRoom(call, client)
  requireOpen(call)
  requireCaptcha(call)
  const protectCheck = protect(call, "signUp")
  const fields = await readFields(call)
  const signUp = Object.assign(createSignUp(instance, client), { ...fields, protectCheck })
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
  const fields = await readFields(call)
  const isOtherAddress = fields.emailAddress !== undefined && fields.emailAddress !== signUp.emailAddress
  Object.assign(signUp, fields)
  if (isOtherAddress) signUp.emailVerification = null
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
  const { instance, form, view } = call
  const signUp = requireSignUp(call)
  if (form.required("strategy") !== "email_code") throw paramValue("strategy")
  const { emailAddress, emailVerification } = signUp
  if (!emailAddress) throw apiError(400, "verification_missing", "Enter an e-mail address first.")
  if (emailVerification?.status === "verified") throw codeError("already-verified")
  const to = { email: emailAddress }
  signUp.emailVerification =
    hidesAccounts(instance) && findByEmail(instance, emailAddress)
      ? resendNothing(instance, "email_code", to, emailVerification, HAS_ACCOUNT)
      : resend(instance, "email_code", to, emailVerification)
  return signUpJson(signUp, view)
}

export function attemptVerification(call: Call) {
  const { instance, form, view } = call
  limitAttempts(instance)
  const signUp = requireSignUp(call)
  if (form.required("strategy") !== "email_code") throw paramValue("strategy")
  const refusal = checkCode(signUp.emailVerification, form.required("code"), instance.clock)
  if (refusal) throw codeError(refusal)
  completeIfDone(call, signUp)
  return signUpJson(signUp, view)
}

const HAS_ACCOUNT =
  "Somebody tried to sign up with this address. You have an account already: sign in instead."

type Fields = Partial<
  Pick<SignUp, "emailAddress" | "firstName" | "lastName" | "password" | "unsafeMetadata" | "legalAcceptedAt">
>

async function readFields({ instance, form }: Call): Promise<Fields> {
  const { settings } = instance
  const fields: Fields = {}
  const isOff = ["username", "phone_number", "web3_wallet", ...(settings.signIn.password ? [] : ["password"])]
  const unknown = isOff.find((name) => form.text(name, MAX_PASSWORD))
  if (unknown) throw paramUnknown(unknown)
  const emailAddress = form.text("email_address")
  if (emailAddress) fields.emailAddress = checkAddress(emailAddress)
  if (fields.emailAddress && !isAdmitted(fields.emailAddress, settings)) {
    throw accessNotAllowed(fields.emailAddress)
  }
  if (emailAddress && !hidesAccounts(instance) && findByEmail(instance, emailAddress)) throw addressTaken()
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
    await checkNewPassword(instance, password, { param: "password", identifier: emailAddress })
    fields.password = await hashPassword(password, instance.clock.now())
  }
  return fields
}

function checkAddress(address: string) {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(address)) {
    throw paramFormat("email_address", "Enter a valid e-mail address.")
  }
  return normalizeEmail(address)
}

function completeIfDone({ instance, userAgent }: Call, signUp: SignUp) {
  const { settings, clock } = instance
  const isDone =
    missingFields(signUp, settings).length === 0 && unverifiedFields(signUp, settings).length === 0
  if (!isDone || !signUp.emailAddress) return
  // Someone else may have verified the same address meanwhile.
  if (findByEmail(instance, signUp.emailAddress)) throw addressTaken()

  const user = createUser(instance, signUp)
  addEmailAddress(instance, user, signUp.emailAddress, signUp.emailVerification ?? verified("admin"))
  user.password = signUp.password && { ...signUp.password, updatedAt: clock.now() }
  user.unsafeMetadata = signUp.unsafeMetadata
  const strategy = signUp.password ? "password" : "email_code"
  const session = createSession(instance, signUp.client, user, {
    strategy,
    withSecondFactor: false,
    userAgent
  })
  signUp.createdUserId = user.id
  signUp.createdSessionId = session.id
  signUp.client.signUp = null
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

const addressTaken = () =>
  identifierExists("email_address", "That email address is taken. Please try another.")
