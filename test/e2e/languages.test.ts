import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import type english from "../../locales/en/messages.json"
import { buildInLanguage, LANGUAGES, type Messages, readLocale } from "../../scripts/locales"
import { expectErrorAt, fill, press, sees } from "../support/on-page"
import { ada } from "../support/people"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"

const textsIn = (language: string) => readLocale(language) as Messages & typeof english

function isRightToLeft(language: string) {
  return textsIn(language).direction.message === "rtl"
}

/** English texts that a page shows although the language has its own. */
async function englishOn(page: Page, language: string) {
  const messages = textsIn(language)
  const own = new Set(Object.values(messages).map(({ message }) => message))
  const left = Object.values(textsIn("en"))
    .map(({ message }) => message)
    .filter((message) => !message.includes("$") && !own.has(message))
  const shown = await page.evaluate(() =>
    // biome-ignore lint/performance/useDomNodeTextContent: hidden text doesn't count
    document.body.innerText.split("\n").map((line) => line.trim())
  )
  return left.filter((message) => shown.includes(message))
}

test.for(LANGUAGES.filter((language) => language !== "en"))(
  "a user signs in and meets a task in %s",
  (language) =>
    withExtension(
      { seed, change: (directory) => buildInLanguage(directory, language) },
      async ({ openPopup, taskPage }) => {
        const messages = textsIn(language)
        const popup = await openPopup()
        await fill(popup, messages.email.message, ada.email)
        await fill(popup, messages.password.message, "wrong-password-52")
        await press(popup, messages.signIn.message)
        await expectErrorAt(popup, messages.password.message, messages.errorPasswordIncorrect.message)
        expect(await englishOn(popup, language)).toEqual([])
        expect(
          await popup.evaluate(() => [document.documentElement.lang, document.documentElement.dir])
        ).toEqual([messages.language.message, messages.direction.message])
        await fill(popup, messages.password.message, ada.password)
        await press(popup, messages.signIn.message)

        const page = await taskPage("choose-organization")

        await sees(page, "heading", messages.chooseOrganizationTitle.message)
        await sees(page, "button", "Acme")
        expect(await englishOn(page, language)).toEqual([])
      }
    )
)

test.for(LANGUAGES.filter(isRightToLeft))(
  "in %s, which runs from right to left, a password and its button don't overlap",
  (language) =>
    withExtension(
      { seed, change: (directory) => buildInLanguage(directory, language) },
      async ({ openPopup }) => {
        const { password, showPassword } = textsIn(language)
        const popup = await openPopup()
        await fill(popup, password.message, "a-long-password-that-fills-the-whole-field-and-more-52")
        await press(popup, showPassword.message)

        const text = await popup.$eval('input[name="password"]', (input) => {
          const { left, right } = input.getBoundingClientRect()
          const style = getComputedStyle(input)
          return { left: left + parseFloat(style.paddingLeft), right: right - parseFloat(style.paddingRight) }
        })
        const button = await popup.$eval('input[name="password"] ~ button', (element) => {
          const { left, right } = element.getBoundingClientRect()
          return { left, right }
        })

        expect(button.right <= text.left || button.left >= text.right).toBe(true)
      }
    )
)
