import * as v from "valibot"
import { contracts, isMessageName } from "../../src/messaging/contracts"
import type { Random } from "./random"

const NAMES = Object.keys(contracts)
const ODD_NAMES = [
  "",
  "no-such-command",
  "toString",
  "__proto__",
  "constructor",
  "SIGN-OUT",
  "sign-out ",
  "sign\u0000out"
]
const KEYS = [
  "organizationId",
  "sessionId",
  "name",
  "code",
  "password",
  "strategy",
  "offset",
  "for",
  "id",
  "__proto__"
]
const TEXTS = [
  "",
  "null",
  "424242",
  "org_1",
  "../../v1/me",
  "<img src=x onerror=alert(1)>",
  "\u202e\u0000",
  "x".repeat(50_000)
]

const OWN_PAGE = "a page of the extension"

// What JSON can't express, and Chrome turns into whatever it likes.
const ODD_EXPRESSIONS = [
  "undefined",
  "NaN",
  "Infinity",
  "-0",
  "new Date()",
  "new Map([[1, 2]])",
  "/x/",
  "[,]",
  "Object(1)"
]

/**
 * Messages that a page of the extension may not send, as expressions to put into a script: nonsense, names and requests that
 * don't match, and fake envelopes. It leaves out valid messages, because the worker would carry them out.
 */
export function hostileMessages(random: Random, count: number): string[] {
  const messages: string[] = []
  while (messages.length < count) {
    const message = random.chance(0.1) ? random.pick(ODD_EXPRESSIONS) : anyMessage(random)
    if (message) messages.push(message)
  }
  return messages
}

function anyMessage(random: Random): string | undefined {
  const message = random.chance(0.2) ? anything(random) : envelope(random)
  return isValid(message) ? undefined : expressionFor(message)
}

function envelope(random: Random) {
  const name = random.chance(0.75)
    ? random.pick(NAMES)
    : random.chance(0.7)
      ? random.pick(ODD_NAMES)
      : anything(random)
  return {
    name,
    ...(random.chance(0.8) && { body: anything(random) }),
    ...(random.chance(0.2) && { isRepeated: random.pick([true, 1, "no"]) }),
    // The sender, as the sender claims it.
    ...(random.chance(0.3) && { sender: OWN_PAGE }),
    ...(random.chance(0.1) && { [random.pick(KEYS)]: anything(random) })
  }
}

function anything(random: Random, depth = 0): unknown {
  const kind = random.below(depth > 3 ? 4 : 6)
  if (kind === 0) return random.pick([null, true, false])
  if (kind === 1) return random.pick([0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER])
  // Rarely the long one.
  if (kind === 2) return random.pick(random.chance(0.01) ? TEXTS : TEXTS.slice(0, -1))
  if (kind === 3) return random.pick(NAMES)
  const parts = Array.from({ length: random.below(4) }, () => anything(random, depth + 1))
  return kind === 4 ? parts : Object.fromEntries(parts.map((part) => [random.pick(KEYS), part]))
}

function isValid(message: unknown) {
  const { name, body, isRepeated } = Object(message)
  if (!isMessageName(name)) return false
  const { request, isRepeatable } = contracts[name]
  return v.is(request, body) && (!isRepeated || isRepeatable)
}

// JSON is an expression too.
function expressionFor(message: unknown) {
  return JSON.stringify(message).replaceAll(`"${OWN_PAGE}"`, "pageOf(ownOrigin)")
}
