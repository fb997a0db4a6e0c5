import { notFound } from "../frontend-api/errors"
import { takeHandshake } from "../model/handshake"
import type { Call } from "./call"

/** What a server exchanges a handshake's nonce for. */
export function readHandshake({ instance, query }: Call) {
  const directives = takeHandshake(instance, query.get("nonce") ?? "")
  if (!directives) throw notFound("handshake")
  return { directives }
}
