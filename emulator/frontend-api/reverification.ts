import { sessionVerificationJson } from "../json/session-verification"
import { link } from "../model/external-accounts"
import type { ExternalVerification, Identity } from "../model/external-verification"
import { reverificationFactors, secondFactorsOf } from "../model/factors"
import { connectionsFor } from "../model/providers"
import type { Session } from "../model/session"
import type { SessionVerification, VerificationLevel } from "../model/session-verification"
import { hasSecondFactor } from "../model/user"
import { requireClientSession } from "./authentication"
import type { Call } from "./call"
import { apiError, identificationOfOthers, paramValue, strategyInvalid } from "./errors"
import { findOwner, requireRightAddress } from "./external-sign-in"
import { MAX_PASSWORD } from "./form"
import { preparePasskey, provePasskey } from "./passkey-proofs"
import { prepareCode, proveCode, provePassword } from "./proofs"
import { COMPANY, planDeparture } from "./providers"
import { limitAttempts } from "./rate-limit"
import { prepareSecondStep, proveSecondStep } from "./second-step"

const LEVELS = ["first_factor", "second_factor", "multi_factor"] as const

/** Starts over. A user without a second factor verifies the first one, whatever level the caller requested. */
export function startReverification(call: Call) {
  const session = requireClientSession(call)
  const wanted = call.form.required("level")
  const asked = LEVELS.find((candidate) => candidate === wanted)
  if (!asked) throw paramValue("level")
  const level: VerificationLevel = hasSecondFactor(session.user) ? asked : "first_factor"
  session.verification = {
    level,
    status: level === "second_factor" ? "needs_second_factor" : "needs_first_factor",
    firstFactor: null,
    secondFactor: null
  }
  return sessionVerificationJson(session, session.verification, call.view)
}

export function prepareFirst(call: Call) {
  const { instance, form } = call
  const { session, verification } = requireUnderWay(call, "needs_first_factor")
  const strategy = form.required("strategy")
  if (strategy === COMPANY) {
    verification.firstFactor = planDeparture(call, strategy, companyAddressOf(call, session))({ session })
    return sessionVerificationJson(session, verification, call.view)
  }
  requireOffered(call, session, strategy)
  verification.firstFactor =
    strategy === "passkey"
      ? preparePasskey(call, session.user)
      : prepareCode(instance, session.user, {
          strategy,
          form,
          offered: reverificationFactors(session.user, instance),
          previous: verification.firstFactor
        })
  return sessionVerificationJson(session, verification, call.view)
}

export async function attemptFirst(call: Call) {
  const { instance, form } = call
  limitAttempts(instance)
  const { session, verification } = requireUnderWay(call, "needs_first_factor")
  const strategy = form.required("strategy")
  requireOffered(call, session, strategy)
  if (strategy === "password") {
    verification.firstFactor = await provePassword(
      instance,
      session.user,
      form.required("password", MAX_PASSWORD)
    )
  } else if (strategy === "passkey") {
    await provePasskey(call, verification.firstFactor, session.user)
  } else {
    proveCode(instance, session.user, {
      strategy,
      code: form.required("code"),
      prepared: verification.firstFactor
    })
  }
  firstProved(call, session, verification)
  return sessionVerificationJson(session, verification, call.view)
}

/** Completes the reverification after the user's company has identified them. */
export function reverifyAs(call: Call, session: Session, external: ExternalVerification, identity: Identity) {
  const { instance } = call
  const { verification } = session
  if (!verification) return
  requireRightAddress(instance, identity, null)
  if (findOwner(instance, identity) !== session.user) throw identificationOfOthers()
  link(instance, session.user, identity)
  external.external.identity = identity
  external.status = "verified"
  firstProved(call, session, verification)
}

function firstProved(call: Call, session: Session, verification: SessionVerification) {
  session.firstFactorAt = call.instance.clock.now()
  if (verification.level === "multi_factor") verification.status = "needs_second_factor"
  else complete(call, session, verification)
}

/** Users with an enterprise connection can only reverify there. */
function requireOffered({ instance }: Call, { user }: Session, strategy: string) {
  const offered = reverificationFactors(user, instance)
  const isClosed = offered.some((factor) => factor.strategy === COMPANY)
  if (isClosed && !offered.some((factor) => factor.strategy === strategy)) throw strategyInvalid()
}

function companyAddressOf({ instance, form }: Call, { user }: Session) {
  const id = form.text("email_address_id")
  const address = user.emailAddresses.find(
    (email) => (!id || email.id === id) && connectionsFor(email.emailAddress, instance.settings).length > 0
  )
  if (!address) throw strategyInvalid()
  return address.emailAddress
}

export function prepareSecond(call: Call) {
  const { session, verification } = requireUnderWay(call, "needs_second_factor")
  verification.secondFactor = prepareSecondStep(call, secondStepOf(call, session, verification))
  return sessionVerificationJson(session, verification, call.view)
}

export async function attemptSecond(call: Call) {
  const { instance } = call
  limitAttempts(instance)
  const { session, verification } = requireUnderWay(call, "needs_second_factor")
  verification.secondFactor = await proveSecondStep(call, secondStepOf(call, session, verification))
  session.secondFactorAt = instance.clock.now()
  complete(call, session, verification)
  return sessionVerificationJson(session, verification, call.view)
}

function secondStepOf({ instance }: Call, { user }: Session, { secondFactor }: SessionVerification) {
  return { user, offered: secondFactorsOf(user, instance), prepared: secondFactor }
}

function complete({ instance }: Call, session: Session, verification: SessionVerification) {
  verification.status = "complete"
  session.reverifiedAt = instance.clock.now()
}

function requireUnderWay(call: Call, status: SessionVerification["status"]) {
  const session = requireClientSession(call)
  const { verification } = session
  if (!verification) throw apiError(400, "session_reverification_missing", "Start the verification first.")
  if (verification.status !== status) {
    throw apiError(400, "invalid_action_for_session_reverification", "This is not the step that comes next.")
  }
  return { session, verification }
}
