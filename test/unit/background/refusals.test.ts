import { beforeEach, expect, test } from "vitest"
import { handle } from "~background/handle"
import type { Reply } from "~messaging/message-error"
import { installFakeChrome, POPUP } from "../../support/fake-chrome"
import { text } from "../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

const stranger = { ...POPUP, id: "ponmlkjihgfedcbaponmlkjihgfedcba" }

function answerTo(message: object): Promise<Reply<unknown>> {
  const run = handle("create-organization", async () => ({ logoFailed: false }) as never)
  return new Promise((resolve) => {
    void run({ name: "create-organization", body: { name: "Acme" }, sender: POPUP, ...message } as never, {
      send: resolve
    })
  })
}

test("each refusal of a message has its own text", async () => {
  expect(await answerTo({ sender: stranger })).toEqual(refusal("forbidden-sender", "errorForbiddenSender"))
  expect(await answerTo({ body: {} })).toEqual(refusal("invalid-request", "errorInvalidRequest"))
})

function refusal(code: string, key: Parameters<typeof text>[0]) {
  return { ok: false, failure: { code, message: text(key) } }
}
