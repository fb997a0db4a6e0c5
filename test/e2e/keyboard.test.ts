import { expect, test } from "vitest"
import { codeOf, setupKey } from "../support/authenticator"
import { hasFocus, pressByKey, strike, tabTo, typeInto } from "../support/keyboard"
import { closes, expectErrorAt, expectFocus, press, says, sees, vanishes } from "../support/on-page"
import { ada } from "../support/people"
import { expectFocusOn, focusedName } from "../support/screen-reader"
import { signIn, signUp } from "../support/steps"
import { isAtTask, NEW_PASSWORD } from "../support/task-steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const everyTask = { seed: "pending-every-task", settings: { mfa: { phoneCode: false, backupCode: true } } }

test("a user can do everything by keyboard alone, and never loses the focus", () =>
  withExtension(everyTask, async ({ openPopup, taskPage, page: pageAt, snapshot }) => {
    const popup = await openPopup()
    await expectFocus(popup, "Email")
    await popup.keyboard.type(ada.email)
    await typeInto(popup, "Password", "wrong")
    await popup.keyboard.press("Enter")
    await expectErrorAt(popup, "Password", text("errorPasswordIncorrect"))
    await expectFocus(popup, "Password")
    await pressByKey(popup, text("showPassword"), "Space")
    await expectFocusOn(popup, text("hidePassword"))
    await tabTo(popup, "Password", { back: true })
    await typeInto(popup, "Password", ada.password)
    await strike(popup, "Enter")

    const page = await taskPage("reset-password")
    await closes(popup)
    await expectFocus(page, "New password")
    await page.keyboard.type(NEW_PASSWORD)
    await typeInto(page, "Repeat the new password", "another")
    await page.keyboard.press("Enter")
    await expectErrorAt(page, "Repeat the new password", text("passwordsDiffer"))
    await typeInto(page, "Repeat the new password", NEW_PASSWORD)
    await page.keyboard.press("Enter")

    await isAtTask(page, "setup-mfa")
    const key = await setupKey(page)
    await typeInto(page, "Code", codeOf(key))
    await expectFocusOn(page, text("backupCodesTitle"))
    await pressByKey(page, text("savedBackupCodes"), "Space")

    await isAtTask(page, "choose-organization")
    await sees(page, "button", "Acme")
    await pressByKey(page, text("createOrganization"))
    await expectFocusOn(page, text("createOrganization"))
    await typeInto(page, "Name", "Hooli")
    await page.keyboard.press("Escape")
    await sees(page, "button", "Acme")
    await expectFocusOn(page, text("createOrganization"))
    await page.keyboard.press("Enter")
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H2")
    await typeInto(page, "Name", "Hooli")
    await page.keyboard.press("Enter")
    await says(page, text("doneTitle"))
    await expectFocusOn(page, text("doneTitle"))
    await pressByKey(page, text("continue"))
    await closes(page)
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hooli" } })

    await pressByKey(await openPopup(), text("openWorkspace"))
    const workspace = await pageAt("/tabs/workspace.html")
    await workspace.bringToFront()
    await sees(workspace, "button", "Acme")
    await tabTo(workspace, "Acme Member")
    await workspace.keyboard.press("Space")
    await says(workspace, text("workingIn", "Acme"))
    await hasFocus(workspace)
    await pressByKey(workspace, text("signOut"))
    await expectFocusOn(workspace, text("signedOutTitle"))
  }))

test("the focus stays on the page when the pressed button disappears", () =>
  withExtension({ seed: "pending-choose-organization" }, async ({ openPopup, taskPage, emulator }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")

    // The list that couldn't be read.
    await emulator.setFaults([{ match: { path: "/v1/me/organization_memberships" }, status: 500 }])
    await page.reload()
    await sees(page, "button", "Try again")
    await emulator.setFaults([])
    await pressByKey(page, "Try again")
    await sees(page, "button", "Acme")
    await hasFocus(page)

    // The invitation that was withdrawn.
    const [user] = (await emulator.state()).users
    for (const { id } of user?.invitations ?? []) await emulator.revokeInvitation(id)
    await pressByKey(page, "Initech initech · Member Join")
    await says(page, text("errorNoLongerOffered"))
    await vanishes(page, "button", "Join Initech")
    await hasFocus(page)
  }))

test("Escape leaves a substep of the popup", () =>
  withExtension({}, async ({ openPopup }) => {
    const popup = await openPopup()
    await signUp(popup)
    await sees(popup, "heading", text("codeTitle"))
    await pressByKey(popup, text("changeAddress"))
    await expectFocusOn(popup, text("changeAddressTitle"))

    await popup.keyboard.press("Escape")
    await expectFocus(popup, "Code")
  }))

test("removing the logo moves the focus to its input", () =>
  withExtension({ seed: "pending-choose-organization" }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await press(page, text("createOrganization"))
    const input = await page.waitForSelector("input[type=file]")
    await input?.evaluate((element) => {
      const files = new DataTransfer()
      files.items.add(new File(["GIF89a"], "logo.gif", { type: "image/gif" }))
      const field = element as HTMLInputElement
      field.files = files.files
      field.dispatchEvent(new Event("change", { bubbles: true }))
    })
    await sees(page, "button", text("removeLogo"))

    await pressByKey(page, text("removeLogo"))

    await vanishes(page, "button", text("removeLogo"))
    expect(await focusedName(page)).toBe("Logo optional")
  }))
