import { expect, test } from "vitest"
import { tabTo } from "../support/keyboard"
import { expectErrorAt, expectFocus, fill, press, says, sees, vanishes } from "../support/on-page"
import { ada, grace, TEST_CODE } from "../support/people"
import { expectFocusOn, focusedName, listen } from "../support/screen-reader"
import { askForCode, signIn } from "../support/steps"
import { syncAgain } from "../support/sync-again"
import { NEW_PASSWORD, saveNewPassword } from "../support/task-steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const TEST_PHONE = "+15555550101"

test("an error at an input is read once, whether the focus is already there or moves there", () =>
  withExtension({ seed: "active" }, async ({ openPopup }) => {
    const popup = await openPopup()
    await fill(popup, "Email", ada.email)
    await fill(popup, "Password", "wrong")
    const reader = await listen(popup)

    await popup.keyboard.press("Enter")
    await expectErrorAt(popup, "Password", text("errorPasswordIncorrect"))
    const [byEnter, ...more] = await reader.times(text("errorPasswordIncorrect"))
    expect(byEnter).toMatchObject({ how: "live", words: text("errorPasswordIncorrect") })
    expect(more).toEqual([])

    await reader.forget()
    await tabTo(popup, "Sign in")
    await popup.keyboard.press("Space")
    await expectFocus(popup, "Password")
    const byButton = await reader.times(text("errorPasswordIncorrect"))
    expect(byButton).toMatchObject([{ how: "focus" }])
  }))

test("a wrong code is read once, and is gone when a new one is on its way", () =>
  withExtension({ seed: "active" }, async ({ openPopup, emulator }) => {
    const popup = await openPopup()
    await askForCode(popup)
    const reader = await listen(popup)

    await fill(popup, "Code", "111111")
    await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
    expect(await reader.times(text("errorCodeIncorrect"))).toHaveLength(1)

    await emulator.moveClock(31)
    await press(popup, "Send a new code")
    await says(popup, text("newCodeSent"))
    expect(await popup.$('[aria-invalid="true"]')).toBeNull()
    expect(await reader.times(text("newCodeSent"))).toHaveLength(1)
    // In Arabic digits.
    await fill(
      popup,
      "Code",
      TEST_CODE.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
    )
    await sees(popup, "heading", "You’re signed in")
    expect(await popup.title()).toBe(`You’re signed in – ${text("extensionName")}`)
  }))

test("an error about different passwords is announced when the user leaves the second one", () =>
  withExtension({ seed: "pending-reset-password" }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await fill(page, "New password", NEW_PASSWORD)
    await fill(page, "Repeat the new password", "another")
    const reader = await listen(page)

    await page.keyboard.press("Tab")

    await says(page, text("passwordsDiffer"))
    expect(await reader.times(text("passwordsDiffer"))).toEqual([
      { how: "live", words: text("passwordsDiffer") }
    ])
    // Rules stand closer to their input than to the next one.
    const [ownGap, nextGap] = await page.evaluate(() => {
      const [own, next] = document.querySelectorAll(".field")
      const list = document.querySelector(".rules")?.getBoundingClientRect() as DOMRect
      const bottom = own?.querySelector(".field__control")?.getBoundingClientRect().bottom ?? 0
      return [list.top - bottom, (next?.getBoundingClientRect().top ?? 0) - list.bottom]
    })
    expect(ownGap).toBeLessThan(nextGap as number)
    // Password managers can read the rules.
    const rules = await page.$eval("[autocomplete=new-password]", (input) =>
      input.getAttribute("passwordrules")
    )
    expect(rules).toContain("minlength: 8")

    await fill(page, "Repeat the new password", NEW_PASSWORD)
    await reader.forget()
    await press(page, "Save password")
    await expectFocusOn(page, text("doneTitle"))
    expect(await page.title()).toBe(`${text("doneTitle")} – ${text("extensionName")}`)
    expect(await reader.times(text("doneTitle"))).toHaveLength(1)
  }))

test("a pause is announced once when it begins and once when it ends, and its countdown never", () =>
  withExtension({ seed: "pending-choose-organization" }, async ({ openPopup, taskPage, emulator }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    const reader = await listen(page)
    await emulator.setFaults([{ match: { path: "/v1/*" }, status: 429, retryAfter: 60 }])
    await syncAgain(page)
    await says(page, text("unavailableRateLimitedTitle"))
    const seconds = () => page.evaluate(() => /(\d+) sec/.exec(document.body.textContent ?? "")?.[1])
    const before = await seconds()
    await expect.poll(seconds).not.toBe(before)
    const [said, ...more] = await reader.times(text("unavailableRateLimitedTitle"))
    expect(more).toEqual([])
    expect(said?.words).not.toMatch(/sec|Try again$|Details/)

    await emulator.setFaults([])
    await press(page, "Try again")
    await vanishes(page, "button", "Try again")
    await expectFocusOn(page, "Choose an organization")
    expect(await reader.times(text("availableAgain"))).toHaveLength(1)
  }))

test("the reverification dialog opens on its question, never on Cancel, and each step is read", () =>
  withExtension(
    {
      settings: {
        mfa: { phoneCode: true, backupCode: true },
        signIn: { emailCode: false },
        reverification: { enabled: true, force: true, windowMinutes: 10 }
      }
    },
    async ({ openPopup, taskPage, emulator }) => {
      await emulator.addUser({
        ...grace,
        phone: TEST_PHONE,
        phoneSecondFactor: true,
        passwordCompromised: true
      })
      const popup = await openPopup()
      await signIn(popup, grace)
      await press(popup, "Send a text message")
      await fill(popup, "Code", TEST_CODE)
      const page = await taskPage("reset-password")
      const reader = await listen(page)

      await saveNewPassword(page)
      await expectFocusOn(page, text("weSendCodeTo", "+1******0101"))
      expect((await reader.heard()).map(({ words }) => words)).not.toContain("Cancel")

      await press(page, "Use a backup code")
      await expectFocus(page, "Backup code")
      await press(page, "Text a code to +1******0101")
      await expectFocusOn(page, text("weSendCodeTo", "+1******0101"))
      await press(page, "Send the code")
      await expectFocus(page, "Code")

      await page.keyboard.press("Escape")
      await expect.poll(() => focusedName(page)).toBe("Save password")
    }
  ))

test("a page has the title of its content, and one heading from the start", () =>
  withExtension(
    { seed: "active" },
    async ({ openPopup, openPage, emulator, observer, stopServiceWorker }) => {
      const titled = (title: string) => `${title} – ${text("extensionName")}`
      await emulator.setFaults([{ match: { path: "/v1/*" }, delayMs: 1_000 }])
      await stopServiceWorker()
      await observer.evaluate(() => chrome.storage.session.clear())
      const popup = await openPopup()
      expect(await popup.$$eval("h1", (headings) => headings.length)).toBe(1)
      await emulator.setFaults([])

      await sees(popup, "heading", text("signInTo", "Emulator"))
      await expect.poll(() => popup.title()).toBe(titled(text("signInTo", "Emulator")))
      await press(popup, text("createAccount"))
      await expect.poll(() => popup.title()).toBe(titled(text("signUpTo", "Emulator")))

      const task = await openPage("/tabs/choose-organization.html")
      await sees(task, "heading", text("signedOutTitle"))
      await expect.poll(() => task.title()).toBe(titled(text("signedOutTitle")))
    }
  ))
