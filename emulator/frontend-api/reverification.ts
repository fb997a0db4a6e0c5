import { sessionVerificationJson } from "../json/session-verification"
import { ownFirstFactors, secondFactorsOf } from "../model/factors"
import type { Session } from "../model/session"
import type { SessionVerification, VerificationLevel } from "../model/session-verification"
import { hasSecondFactor } from "../model/user"
import { requireClientSession } from "./authentication"
import type { Call } from "./call"
import { apiError, paramValue } from "./errors"
import { MAX_PASSWORD } from "./form"
import { preparePasskey, provePasskey } from "./passkey-proofs"
import { prepareCode, proveCode, provePassword } from "./proofs"
import { limitAttempts } from "./rate-limit"
import { prepareSecondStep, proveSecondStep } from "./second-step"

const LEVELS = ["first_factor", "second_factor", "multi_factor"] as const

/** Starts over. Who has no second factor proves the first, whatever level was asked for. */
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
  verification.firstFactor =
    strategy === "passkey"
      ? preparePasskey(call, session.user)
      : prepareCode(instance, session.user, {
          strategy,
          form,
          offered: ownFirstFactors(session.user, instance),
          previous: verification.firstFactor
        })
  return sessionVerificationJson(session, verification, call.view)
}

export async function attemptFirst(call: Call) {
  const { instance, form } = call
  limitAttempts(instance)
  const { session, verification } = requireUnderWay(call, "needs_first_factor")
  const strategy = form.required("strategy")
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
  session.firstFactorAt = instance.clock.now()
  if (verification.level === "multi_factor") verification.status = "needs_second_factor"
  else complete(call, session, verification)
  return sessionVerificationJson(session, verification, call.view)
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
