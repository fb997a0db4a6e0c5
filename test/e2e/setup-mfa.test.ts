import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { codeOf, setupKey } from "../support/authenticator"
import type { EmulatorClient } from "../support/emulator-client"
import { holdBack } from "../support/hold-back"
import { expectErrorAt, expectFocus, fill, has, press, says, sees, valueIn } from "../support/on-page"
import { paste } from "../support/paste"
import { ada, grace, maya, sofia, TEST_CODE } from "../support/people"
import { takePicture } from "../support/pictures"
import { scan } from "../support/scan"
import { signIn } from "../support/steps"
import { syncAgain } from "../support/sync-again"
import { codeTextedTo } from "../support/text-messages"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const seed = "pending-setup-mfa"
const onlyApp = { mfa: { phoneCode: false } }
const onlyTextMessage = { mfa: { authenticatorApp: false } }
const withoutBackupCodes = { mfa: { backupCode: false } }

/** Nobody's number: the emulator keeps its text messages. */
const PHONE = "+447400123456"

test("an authenticator app completes the task, and the page shows the backup codes before it moves on", () =>
  withExtension({ seed: "new-app" }, async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
    const popup = await openPopup()
    await signIn(popup, sofia)
    await sees(popup, "heading", text("newDeviceTitle"))
    await takePicture(popup, "popup-new-device")
    await fill(popup, "Code", TEST_CODE)
    const page = await taskPage("setup-mfa")
    await takePicture(page, "setup-mfa")
    await press(page, "Authenticator app")
    const key = await setupKey(page)
    await takePicture(page, "setup-mfa-authenticator")
    await stopServiceWorker()

    await fill(page, "Code", codeOf(key))

    await sees(page, "heading", "Save your backup codes")
    await takePicture(page, "setup-mfa-backup-codes")
    await snapshot("active")
    expect(await backupCodesOn(page)).toHaveLength(10)
    await stopServiceWorker()

    await Promise.all([says(page, text("doneTitle")), press(page, "I’ve saved these codes")])
  }))

test("a tab that closes while the code is verified loses no backup codes: the popup leads to new ones", () =>
  withExtension(
    { seed, settings: onlyApp },
    async ({ emulator, openPopup, openPage, taskPage, snapshot }) => {
      await signIn(await openPopup())
      const page = await taskPage("setup-mfa")
      const code = codeOf(await setupKey(page))
      const underWay = await holdBack(emulator, { path: "/v1/me/totp/attempt_verification" }, 500)
      await fill(page, "Code", code)
      await underWay()
      await page.close()
      expect(await snapshot("active")).toMatchObject({ hasUnsavedBackupCodes: true })

      const popup = await openPopup()
      await says(popup, text("backupCodesUnsaved"))
      await sees(popup, "button", "Get new codes")
      const again = await openPage("/tabs/setup-mfa.html")
      await press(again, "Get new codes")
      await sees(again, "button", "Download")
      expect(await backupCodesOn(again)).toHaveLength(10)
      await press(again, "I’ve saved these codes")

      await says(again, text("nothingToDoTitle"))
      expect(await snapshot("active")).toMatchObject({ hasUnsavedBackupCodes: false })
    }
  ))

test("two tabs that enter the code at the same time make one set of backup codes", () =>
  withExtension(
    { seed, settings: onlyApp },
    async ({ emulator, openPopup, openPage, taskPage, snapshot }) => {
      await signIn(await openPopup())
      const one = await taskPage("setup-mfa")
      const code = codeOf(await setupKey(one))
      const other = await openPage("/tabs/setup-mfa.html")
      await sees(other, "textbox", "Code")
      const underWay = await holdBack(emulator, { path: "/v1/me/totp/attempt_verification" }, 2_000)
      await fill(other, "Code", code)
      await underWay()
      await one.bringToFront()
      await fill(one, "Code", code)

      await snapshot("active")
      await sees(one, "button", "Get new codes")
      await other.bringToFront()
      await sees(other, "heading", "Save your backup codes")
      expect(await backupCodesOn(other)).toHaveLength(10)
      const paths = (await emulator.requests()).map(({ path }) => path)
      expect(paths.filter((path) => path.includes("backup_codes"))).toEqual([])
    }
  ))

test("the backup codes that the page shows sign in later", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await press(page, "Authenticator app")
    await fill(page, "Code", codeOf(await setupKey(page)))
    await sees(page, "heading", "Save your backup codes")
    const [first = ""] = await backupCodesOn(page)
    await press(page, "I’ve saved these codes")
    await snapshot("active")
    await page.close()

    await press(await openPopup(), "Sign out")
    await snapshot("signed-out")
    const popup = await openPopup()
    await signIn(popup)
    await press(popup, "Use a backup code")
    await fill(popup, "Backup code", first)
    await press(popup, "Verify")

    await snapshot("active")
  }))

test("the QR code, the key and the link contain the same secret, and nothing leaves the page to draw it", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage }) => {
    // Her company allows no additional numbers, which leaves one method.
    await emulator.addUser({ ...grace, enterpriseAccounts: [{ disableAdditionalIdentifications: true }] })
    await signIn(await openPopup(), grace)
    const page = await taskPage("setup-mfa")
    const key = await setupKey(page)

    const link = await sees(page, "link", "Open in an authenticator app")
    const uri = await link.evaluate((element) => element.getAttribute("href") ?? "")
    expect(new URL(uri).protocol).toBe("otpauth:")
    expect(new URL(uri).searchParams.get("secret")).toBe(key)

    expect(await scan(page, text("qrCode"))).toBe(uri)
    // Many scanners read nothing but black on white.
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }])
    expect(await scan(page, text("qrCode"))).toBe(uri)
    const paper = await page.$eval('svg[role="img"] rect', (rect) => getComputedStyle(rect).fill)
    expect(paper).toBe("rgb(255, 255, 255)")
  }))

test("a reloaded page shows the same key, even after Chrome has stopped the service worker", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, stopServiceWorker, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await press(page, "Authenticator app")
    const key = await setupKey(page)

    await stopServiceWorker()
    await page.reload()

    expect(await setupKey(page)).toBe(key)
    await fill(page, "Code", codeOf(key))
    await snapshot("active")
  }))

test("the secret is kept for ten minutes at most", () =>
  withExtension({ seed, settings: onlyApp }, async ({ openPopup, taskPage, observer, stopServiceWorker }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    const key = await setupKey(page)
    expect(await storedIn(observer)).toContain(key)

    const alarm = await observer.evaluate(() => chrome.alarms.get("forget-totp-enrolment"))
    expect(alarm?.scheduledTime).toBeGreaterThan(Date.now() + 9 * 60_000)
    expect(alarm?.scheduledTime).toBeLessThan(Date.now() + 10 * 60_000)

    await stopServiceWorker()
    await observer.evaluate(() => chrome.alarms.create("forget-totp-enrolment", { when: Date.now() }))
    await expect.poll(() => storedIn(observer)).not.toContain(key)
  }))

test("the secret disappears as soon as it's verified", () =>
  withExtension({ seed, settings: onlyApp }, async ({ openPopup, taskPage, observer, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    const key = await setupKey(page)

    await fill(page, "Code", codeOf(key))
    await snapshot("active")

    await expect.poll(() => storedIn(observer)).not.toContain(key)
    expect(await observer.evaluate(() => chrome.alarms.get("forget-totp-enrolment"))).toBeUndefined()
  }))

test("the secret disappears when the user goes back, and there is a new one next time", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, observer }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await press(page, "Authenticator app")
    const key = await setupKey(page)

    await press(page, "Back")
    await sees(page, "heading", "How do you want to get your codes?")
    expect(await storedIn(observer)).not.toContain(key)

    await press(page, "Authenticator app")
    expect(await setupKey(page)).not.toBe(key)
  }))

test("the secret disappears when the user signs out", () =>
  withExtension({ seed, settings: onlyApp }, async ({ openPopup, taskPage, observer, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    const key = await setupKey(page)

    await press(page, "Sign out")
    await snapshot("signed-out")

    await expect.poll(() => storedIn(observer)).not.toContain(key)
    await expect.poll(() => page.evaluate(() => document.body.textContent)).not.toContain(key.slice(0, 4))
  }))

test("a wrong code and an old code get their errors at the field, which is ready for the next one", () =>
  withExtension({ seed, settings: onlyApp }, async ({ openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    const key = await setupKey(page)

    await fill(page, "Code", codeOf(key, { codesAgo: 3 }))
    await expectErrorAt(page, "Code", text("errorTotpCodeIncorrect"))
    await expect.poll(() => valueIn(page, "Code")).toBe("")
    await expectFocus(page, "Code")
    expect(await snapshot()).toMatchObject({ status: "pending" })

    const code = codeOf(key)
    await paste(page, "Code", ` ${code.slice(0, 3)} ${code.slice(3)} `)
    await snapshot("active")
  }))

test("a lost answer never strands the user at a completed step, and new backup codes replace the lost ones", () =>
  withExtension({ seed, settings: onlyApp }, async ({ openPopup, taskPage, emulator, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    const key = await setupKey(page)
    await emulator.setFaults([{ match: { path: "/v1/me/totp/attempt_verification" }, abort: "after" }])

    await fill(page, "Code", codeOf(key))

    await press(page, "Get new codes")
    await sees(page, "button", "Download")
    expect(await backupCodesOn(page)).toHaveLength(10)
    await Promise.all([says(page, text("doneTitle")), press(page, "I’ve saved these codes")])
    expect(await snapshot("active")).toMatchObject({ hasUnsavedBackupCodes: false })
  }))

test("if the instance allows only one method, there is nothing to choose", () =>
  withExtension({ seed, settings: onlyTextMessage }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")

    await sees(page, "textbox", "Phone number")

    expect(await has(page, "button", "Back")).toBe(false)
  }))

test("backup codes alone aren't enough, and the page shows what else is needed", () =>
  withExtension(
    { seed, settings: { mfa: { authenticatorApp: false, phoneCode: false, backupCode: true } } },
    async ({ openPopup, taskPage, emulator }) => {
      await signIn(await openPopup())
      const page = await taskPage("setup-mfa")
      await says(page, text("noMfaMethod", "Emulator"))
      await says(page, text("backupCodesNotEnough"))
      await says(page, text("noMfaMethodForward", "Emulator"))

      await emulator.changeSettings({ mfa: { authenticatorApp: true } })
      await press(page, "Check again")

      await setupKey(page)
      await says(page, text("backupCodesLater"))
    }
  ))

test("a new phone number in its country's format completes the task", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, emulator, snapshot, stopServiceWorker }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await press(page, "Text message")
    await sees(page, "textbox", "Phone number")
    await page.select("select", "GB")
    await fill(page, "Phone number", "07400 123456")
    await says(page, text("phoneNumberGoesTo", "+44 7400 123456"))
    await stopServiceWorker()
    await press(page, "Send a text message")
    await says(page, text("codeSentTo", "+44 7400 123456"))
    await stopServiceWorker()

    await fill(page, "Code", await codeTextedTo(PHONE, emulator))

    await sees(page, "heading", "Save your backup codes")
    await Promise.all([says(page, text("doneTitle")), press(page, "I’ve saved these codes")])
    await snapshot("active")
  }))

test("a number with a country code is understood whatever country is chosen", () =>
  withExtension({ seed, settings: onlyTextMessage }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await sees(page, "textbox", "Phone number")
    expect(await page.$eval("select", ({ value }) => value)).toBe("US")

    await fill(page, "Phone number", "+49 1512 3456789")

    await says(page, text("phoneNumberGoesTo", "+49 1512 3456789"))
    expect(await page.$eval("select", ({ value }) => value)).toBe("DE")
  }))

test("a text that isn't a phone number gets its error at the field, and nothing is sent", () =>
  withExtension({ seed, settings: onlyTextMessage }, async ({ openPopup, taskPage, emulator }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await fill(page, "Phone number", "12")

    await press(page, "Send a text message")

    await expectErrorAt(page, "Phone number", text("phoneNumberUnclear"))
    await expectFocus(page, "Phone number")
    expect((await emulator.requests()).map(({ path }) => path)).not.toContain("/v1/me/phone_numbers")
  }))

test("another user's number gets its error at the field", () =>
  withExtension({ seed, settings: onlyTextMessage }, async ({ openPopup, taskPage, emulator }) => {
    await emulator.addUser({ email: "grace@example.com", phone: PHONE })
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await fill(page, "Phone number", PHONE)

    await press(page, "Send a text message")

    await expectErrorAt(page, "Phone number", text("errorPhoneNumberTaken"))
  }))

test("a number that the user already has needs no code", () =>
  withExtension(
    { settings: { mfa: { required: true, phoneCode: true } } },
    async ({ openPopup, taskPage, emulator, snapshot, stopServiceWorker }) => {
      await emulator.addUser({ ...grace, phone: PHONE })
      await signIn(await openPopup(), grace)
      const page = await taskPage("setup-mfa")
      await sees(page, "button", "+44 7400 123456")
      await stopServiceWorker()

      // Without backup codes there is nothing to read.
      await Promise.all([says(page, text("doneTitle")), press(page, "+44 7400 123456")])

      await snapshot("active")
    }
  ))

test("a wrong code gets its error at the field, and too many of them require a new one", () =>
  withExtension({ seed, settings: onlyTextMessage }, async ({ openPopup, taskPage, emulator }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await fill(page, "Phone number", PHONE)
    await press(page, "Send a text message")
    const wrong = (await codeTextedTo(PHONE, emulator)) === "000000" ? "111111" : "000000"

    await fill(page, "Code", wrong)
    await expectErrorAt(page, "Code", text("errorCodeIncorrect"))
    await expect.poll(() => valueIn(page, "Code")).toBe("")
    await expectFocus(page, "Code")

    for (let attempt = 2; attempt <= 5; attempt += 1) {
      await fill(page, "Code", wrong)
      await expect.poll(() => attemptsAt(emulator)).toBe(attempt)
      await expect.poll(() => valueIn(page, "Code")).toBe("")
    }
    await expectErrorAt(page, "Code", text("errorTooManyCodes"))
  }))

test("an expired code gets its own error, and a new one works", () =>
  withExtension(
    { seed, settings: onlyTextMessage },
    async ({ openPopup, taskPage, emulator, snapshot, stopServiceWorker }) => {
      await signIn(await openPopup())
      const page = await taskPage("setup-mfa")
      await fill(page, "Phone number", PHONE)
      await press(page, "Send a text message")
      const code = await codeTextedTo(PHONE, emulator)
      await sees(page, "textbox", "Code")
      await stopServiceWorker()
      await emulator.moveClock(11 * 60)

      await fill(page, "Code", code)
      await expectErrorAt(page, "Code", text("errorCodeExpired"))

      // A reloaded page doesn't know when the code was sent, so the user can request a new one at once.
      await page.reload()
      await press(page, "Send a new code")
      await says(page, text("newCodeSent"))
      await fill(page, "Code", await codeTextedTo(PHONE, emulator))
      await snapshot("active")
    }
  ))

test("a new code can be requested as soon as Clerk sends one again", () =>
  withExtension({ seed, settings: onlyTextMessage }, async ({ openPopup, taskPage, emulator }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await fill(page, "Phone number", PHONE)
    await press(page, "Send a text message")
    const waiting = await page.waitForSelector("::-p-text(Send a new code in)")
    expect(await waiting?.evaluate((words) => words.closest("button")?.getAttribute("aria-disabled"))).toBe(
      "true"
    )

    // This request comes too early: Clerk answers how long to wait.
    await page.reload()
    await press(page, "Send a new code")
    await says(page, text("errorCodeJustSent", "in 30 seconds"))
    await says(page, "Send a new code in")

    await emulator.moveClock(31)
    await page.reload()
    await press(page, "Send a new code")
    await says(page, text("newCodeSent"))
    await says(page, "Send a new code in")
  }))

test("a reloaded page still waits for the code", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, emulator, snapshot, stopServiceWorker }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await press(page, "Text message")
    await fill(page, "Phone number", PHONE)
    await press(page, "Send a text message")
    await says(page, text("codeSentTo", "+44 7400 123456"))

    await stopServiceWorker()
    await page.reload()

    await says(page, text("codeSentTo", "+44 7400 123456"))
    await fill(page, "Code", await codeTextedTo(PHONE, emulator))
    await snapshot("active")
  }))

test("a mistyped number can be corrected, and the earlier one used again", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, emulator, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await press(page, "Text message")
    await fill(page, "Phone number", PHONE)
    await press(page, "Send a text message")
    await says(page, text("codeSentTo", "+44 7400 123456"))

    await press(page, "Use another number")
    await says(page, text("phoneNumberUnverified"))
    await press(page, "Use another number")
    expect(await valueIn(page, "Phone number")).toBe(PHONE)
    await fill(page, "Phone number", "+447400123457")
    await press(page, "Send a text message")
    await says(page, text("codeSentTo", "+44 7400 123457"))

    await page.keyboard.press("Escape")
    await press(page, "+44 7400 123456")
    await says(page, text("codeSentTo", "+44 7400 123456"))
    await fill(page, "Code", await codeTextedTo(PHONE, emulator))
    await snapshot("active")
  }))

test("Escape and Chrome's back button go back a step", () =>
  withExtension({ seed }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await press(page, "Authenticator app")
    await setupKey(page)

    await page.keyboard.press("Escape")
    await sees(page, "heading", "How do you want to get your codes?")

    await press(page, "Text message")
    await sees(page, "textbox", "Phone number")
    await page.goBack()
    await sees(page, "heading", "How do you want to get your codes?")
  }))

test("backup codes can be copied, downloaded and printed", () =>
  withExtension({ seed, settings: onlyApp }, async ({ openPopup, taskPage, origin, browser }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await browser.defaultBrowserContext().overridePermissions(origin, ["clipboard-read", "clipboard-write"])
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute("data-printed", "")
      URL.createObjectURL = ((create) => (blob: Blob) => {
        void blob.text().then((saved) => document.body.setAttribute("data-saved", saved))
        return create(blob)
      })(URL.createObjectURL)
      HTMLAnchorElement.prototype.click = function () {
        document.body.setAttribute("data-file", this.download)
      }
    })
    await fill(page, "Code", codeOf(await setupKey(page)))
    await sees(page, "heading", "Save your backup codes")
    const codes = await backupCodesOn(page)

    await press(page, "Copy")
    await sees(page, "button", "Copied")
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join("\n"))

    await press(page, "Download")
    const saved = await page.waitForSelector("[data-saved]")
    const file = await saved?.evaluate((body) => body.getAttribute("data-saved"))
    expect(file).toContain("ada+clerk_test@example.com")
    expect(await page.$eval("body", (body) => body.dataset.file)).toBe("emulator-backup-codes.txt")
    expect(file?.trim().split("\n").slice(-10)).toEqual(codes)

    await press(page, "Print")
    await page.waitForSelector("[data-printed]")
    await page.emulateMediaType("print")
    const isShown = (selector: string) =>
      page.$$eval(selector, (parts) => parts.some((part) => part.checkVisibility()))
    expect(await isShown("ul code")).toBe(true)
    expect(await isShown("h1, h2, button, footer")).toBe(false)
  }))

test("closing the page before the codes are saved needs a confirmation", () =>
  withExtension({ seed, settings: onlyApp }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await fill(page, "Code", codeOf(await setupKey(page)))
    await sees(page, "heading", "Save your backup codes")
    const asked = new Promise<string>((resolve) =>
      page.once("dialog", async (dialog) => {
        resolve(dialog.type())
        await dialog.dismiss()
      })
    )

    await page.close({ runBeforeUnload: true })

    expect(await asked).toBe("beforeunload")
    expect(await backupCodesOn(page)).toHaveLength(10)
  }))

test("the page moves on when another device completes the task", () =>
  withExtension({ seed, settings: onlyApp }, async ({ openPopup, taskPage, emulator }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await setupKey(page)

    await emulator.changeSettings({ mfa: { required: false } })
    await Promise.all([says(page, text("doneTitle")), syncAgain(page)])
  }))

test("a task that comes in between takes over the page, and what was typed is there when it comes back", () =>
  withExtension(
    { seed, settings: { ...withoutBackupCodes, signIn: { emailCode: false } } },
    async ({ openPopup, taskPage, emulator, snapshot }) => {
      await signIn(await openPopup())
      const page = await taskPage("setup-mfa")
      await press(page, "Text message")
      await fill(page, "Phone number", "07400 123456")
      await page.select("select", "GB")
      const { users } = await emulator.state()

      await emulator.changeUser(users[0]?.id ?? "", { passwordCompromised: true })
      await syncAgain(page)
      await sees(page, "heading", "Choose a new password")
      await says(page, text("taskProgress", 1, 2))
      await fill(page, "New password", "Sunny-harbor-37-lanterns")
      await fill(page, "Repeat the new password", "Sunny-harbor-37-lanterns")
      await press(page, "Save password")

      await sees(page, "heading", "Set up two-step verification")
      await says(page, text("taskProgress", 2, 2))
      await press(page, "Text message")
      expect(await valueIn(page, "Phone number")).toBe("07400 123456")
      expect(await page.$eval("select", ({ value }) => value)).toBe("GB")
      await press(page, "Send a text message")
      await fill(page, "Code", await codeTextedTo(PHONE, emulator))
      await snapshot("active")
    }
  ))

test("what one user has typed isn't shown to another", () =>
  withExtension(
    { seed, settings: { ...onlyTextMessage, session: { multiSession: true } } },
    async ({ openPopup, taskPage, emulator, snapshot, observer }) => {
      const { email, password } = grace
      await emulator.addUser({ email, password })
      await signIn(await openPopup())
      const page = await taskPage("setup-mfa")
      await fill(page, "Phone number", PHONE)
      const { sessionId } = await snapshot("pending")
      const send = (message: object) => observer.evaluate((sent) => chrome.runtime.sendMessage(sent), message)

      await send({
        name: "attempt-first-factor",
        body: { strategy: "password", identifier: email, password }
      })
      await says(page, text("signedInAs", email))
      expect(await valueIn(page, "Phone number")).toBe("")

      await send({ name: "switch-session", body: { sessionId } })
      await says(page, text("signedInAs", ada.email))
      expect(await valueIn(page, "Phone number")).toBe(PHONE)
    }
  ))

test("one tab leads through all tasks, and shows how many there are", () =>
  withExtension({ seed: "new-app" }, async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
    const popup = await openPopup()
    await signIn(popup, maya)
    await expectErrorAt(popup, "Password", text("errorPasswordCompromisedAtSignIn"))
    await press(popup, text("sendMeACodeInstead"))
    await fill(popup, "Code", TEST_CODE)
    const page = await taskPage("reset-password")
    await says(page, text("taskProgress", 1, 3))
    await fill(page, "New password", "gentle-meadow-12-cyclists")
    await fill(page, "Repeat the new password", "gentle-meadow-12-cyclists")
    await press(page, "Save password")

    await sees(page, "heading", "Set up two-step verification")
    await says(page, text("taskProgress", 2, 3))
    await stopServiceWorker()
    await press(page, "Authenticator app")
    await fill(page, "Code", codeOf(await setupKey(page)))
    await sees(page, "heading", "Save your backup codes")
    await says(page, text("taskProgress", 2, 3))
    await stopServiceWorker()
    await press(page, "I’ve saved these codes")

    await sees(page, "heading", "Choose an organization")
    await says(page, text("taskProgress", 3, 3))
    await Promise.all([says(page, text("doneTitle")), press(page, "Northwind")])
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Northwind" } })
  }))

function storedIn(observer: Page) {
  return observer.evaluate(async () => JSON.stringify(await chrome.storage.session.get()))
}

function backupCodesOn(page: Page) {
  return page.$$eval("ul code", (codes) => codes.map((code) => code.textContent))
}

async function attemptsAt(emulator: EmulatorClient) {
  const requests = await emulator.requests()
  return requests.filter(({ path }) => path.endsWith("/attempt_verification")).length
}
