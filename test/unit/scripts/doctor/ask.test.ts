import { expect, test, vi } from "vitest"
import { ask } from "../../../../scripts/doctor/ask"

const fails = (code: string) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) })

test.each([
  [fails("ENOTFOUND"), "can't be resolved: there's no network, or no such host"],
  [fails("EAI_AGAIN"), "can't be resolved: there's no network, or no such host"],
  [fails("ENETUNREACH"), "can't be reached: there's no network"],
  [fails("ECONNREFUSED"), "doesn't respond: nothing is listening there"],
  [fails("DEPTH_ZERO_SELF_SIGNED_CERT"), "has a certificate that this computer doesn't trust"],
  [fails("CERT_HAS_EXPIRED"), "has a certificate that this computer doesn't trust (CERT_HAS_EXPIRED)"],
  [new DOMException("Too long.", "TimeoutError"), "doesn't respond within 10 seconds"],
  [fails("ECONNRESET"), "can't be reached (ECONNRESET)"]
])("a request that fails with %s has a readable reason", async (error, reason) => {
  vi.spyOn(globalThis, "fetch").mockRejectedValue(error)

  await expect(ask("https://clerk.example.com/v1/client?secret=x")).rejects.toThrow(
    `https://clerk.example.com ${reason}`
  )
})

test.each([
  ["something other than JSON", "<html>", undefined],
  ["JSON without errors", "{}", undefined],
  ["null", "null", undefined],
  ["an error", '{"errors":[{"code":"origin_invalid"}]}', "origin_invalid"]
])("a response may be %s", async (_, text, code) => {
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(text, { status: 400 }))

  expect(await ask("https://clerk.example.com")).toMatchObject({ status: 400, code })
})
