import { expect, test, vi } from "vitest"
import { ask } from "../../../../scripts/doctor/ask"

const fails = (code: string) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) })

test.each([
  [fails("ENOTFOUND"), "has no address: there is no network, or no such name"],
  [fails("EAI_AGAIN"), "has no address: there is no network, or no such name"],
  [fails("ENETUNREACH"), "cannot be reached: there is no network"],
  [fails("ECONNREFUSED"), "does not answer: nothing listens there"],
  [fails("DEPTH_ZERO_SELF_SIGNED_CERT"), "has a certificate that is not trusted here"],
  [fails("CERT_HAS_EXPIRED"), "has a certificate that is not trusted here (CERT_HAS_EXPIRED)"],
  [new DOMException("Too long.", "TimeoutError"), "does not answer within 10 seconds"],
  [fails("ECONNRESET"), "cannot be reached (ECONNRESET)"]
])("a request that fails with %s is put into words", async (error, words) => {
  vi.spyOn(globalThis, "fetch").mockRejectedValue(error)

  await expect(ask("https://clerk.example.com/v1/client?secret=x")).rejects.toThrow(
    `https://clerk.example.com ${reason}`
  )
})

test.each([
  ["without JSON", "<html>", undefined],
  ["JSON without errors", "{}", undefined],
  ["null", "null", undefined],
  ["an error", '{"errors":[{"code":"origin_invalid"}]}', "origin_invalid"]
])("a response may be %s", async (_, text, code) => {
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(text, { status: 400 }))

  expect(await ask("https://clerk.example.com")).toMatchObject({ status: 400, code })
})
