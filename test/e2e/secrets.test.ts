import { expect, test } from "vitest"
import { expectErrorAt, fill, press, says, sees } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { askForCode, codeFor, command, signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

// Part of a session's token, which Clerk's SDK keeps in memory.
const JWT = /eyJ[\w-]+\.eyJ[\w-]+/

test("nothing secret is in the snapshot, in any other storage for pages, or in a log", () =>
  withExtension(
    { settings: inOrganizations },
    async ({ emulator, openPopup, taskPage, snapshot, observer, log }) => {
      await addGrace(emulator, { memberships: [{ name: "Acme" }, { name: "Globex" }] })
      const wrongPassword = "mistyped-4711-password"
      const popup = await openPopup()
      await signIn(popup, { ...grace, password: wrongPassword })
      await expectErrorAt(popup, "Password", text("errorPasswordIncorrect"))
      await emulator.setFaults([{ match: { method: "POST", path: "/v1/client/sign_ins" }, abort: "before" }])
      await signIn(popup, grace)
      await says(popup, text("errorOffline"))
      await emulator.setFaults([
        { match: { method: "POST", path: "/v1/client/sign_ins" }, malformed: "html" }
      ])
      await press(popup, "Sign in")
      await says(popup, text("errorUnreadableAnswer"))
      await emulator.setFaults([])
      await askForCode(popup, grace)
      const code = await codeFor(grace, emulator)
      const wrongCode = code === "271828" ? "314159" : "271828"
      await fill(popup, "Code", wrongCode)
      await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
      await fill(popup, "Code", code)
      await sees(await taskPage("choose-organization"), "button", "Acme")
      await snapshot("pending")
      const token = await command(observer, "get-token", { treatPendingAsSignedOut: false })
      expect(token).toMatchObject({ ok: true, value: expect.stringMatching(JWT) })

      const { session, local } = await observer.evaluate(async () => ({
        session: await chrome.storage.session.get(),
        local: await chrome.storage.local.get()
      }))

      const [clientToken] = Object.values(local)
      expect(Object.keys(local)).toEqual([expect.stringContaining("__clerk")])
      expect(clientToken).toEqual(expect.any(String))
      // Chrome itself logs the address of a failed request, which contains the client's token.
      const ours = log.filter((line) => !/^\[\S+\] network:/.test(line)).join("\n")
      const open = `${JSON.stringify(session)}\n${ours}`
      for (const secret of [grace.password, wrongPassword, code, wrongCode, String(clientToken)]) {
        expect(open).not.toContain(secret)
      }
      expect(open).not.toMatch(JWT)
      expect(JSON.stringify(local)).not.toMatch(JWT)
    }
  ))

test("a sign-out leaves nothing of the session behind", () =>
  withExtension({ seed: "active" }, async ({ openPopup, snapshot, observer }) => {
    const popup = await openPopup()
    await signIn(popup)
    const { user, organization } = await snapshot("active")

    await press(popup, "Sign out")
    await snapshot("signed-out")

    const left = JSON.stringify(await observer.evaluate(() => chrome.storage.session.get()))
    expect(left).not.toContain(user.identifier)
    expect(left).not.toContain(organization?.name)
  }))
