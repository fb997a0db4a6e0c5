import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { fill, press, says, sees } from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { signIn, signInAs } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

/** Names without a space that begin alike. */
const long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
const longEmail = "alexandra.hoffmannsthal@engineering.beispielfirma-international.example"

test("long names wrap: nothing scrolls sideways at 320 px, and names that begin alike can be told apart", () =>
  withExtension(
    { settings: { organizations: { enabled: true, forceSelection: true }, session: { multiSession: true } } },
    async ({ emulator, observer, openPopup, openPage, taskPage }) => {
      await emulator.addUser({ ...grace, email: longEmail, firstName: long, lastName: "" })
      await addGrace(emulator, { memberships: [{ name: `${long} East` }, { name: `${long} West` }] })
      const first = await openPopup()
      await sees(first, "textbox", "Email")
      // Chrome makes the popup as large as its page.
      await expect.poll(() => first.evaluate(() => innerWidth === 360 && innerHeight >= 500)).toBe(true)
      await signIn(first, grace)
      const page = await taskPage("choose-organization")
      await page.setViewport({ width: 320, height: 640 })
      await sees(page, "button", `${long} East`)
      expect(await sidewaysIn(page)).toEqual([])
      const cut = await page.$$eval(".choice__name", (names) =>
        names.filter(
          (name) => name.scrollWidth > name.clientWidth || name.scrollHeight > name.clientHeight + 2
        )
      )
      expect(cut).toEqual([])

      await press(page, `${long} East`)
      const popup = await openPage("/popup.html")
      await sees(popup, "heading", "You’re signed in")
      await popup.setViewport({ width: 360, height: 500 })
      await signInAs(observer, { email: longEmail, password: grace.password })
      await says(popup, longEmail)
      expect(await sidewaysIn(popup)).toEqual([])
    }
  ))

test.for([400, 300, 600])("a popup of %i px in height has one scroller at most", (height) =>
  withExtension({ seed: "active", settings: { session: { multiSession: true } } }, async (story) => {
    const { openPage, observer } = story
    await signInAs(observer, ada)
    const popup = await openPage("/popup.html")
    await popup.setViewport({ width: 360, height })
    await sees(popup, "heading", "You’re signed in")
    await press(popup, text("addAccount"))
    await press(popup, text("createAccount"))
    await sees(popup, "textbox", "Password")

    const scrollers = await popup.evaluate(
      () =>
        [document.scrollingElement, document.querySelector("main")].filter(
          (element) =>
            element &&
            element.scrollHeight > element.clientHeight + 1 &&
            getComputedStyle(element).overflowY !==
              (element === document.scrollingElement ? "hidden" : "visible")
        ).length
    )
    expect(scrollers).toBeLessThanOrEqual(1)
  })
)

test("from right to left, the password and its button don't overlap", () =>
  withExtension({ seed: "active" }, async ({ openPage }) => {
    const popup = await openPage("/popup.html")
    await sees(popup, "textbox", "Password")
    for (const direction of ["rtl", "ltr"]) {
      await popup.evaluate((dir) => Object.assign(document.documentElement, { dir }), direction)
      for (const typed of ["latin-Password", "סיסמה"]) {
        await fill(popup, "Password", typed)
        const overlap = await popup.evaluate(() => {
          const input = document.querySelector("[name=password]") as HTMLInputElement
          const button = document.querySelector(".field__button") as HTMLElement
          // Other languages have longer words.
          button.textContent = "Anzeigen, bitte"
          const [a, b] = [input.getBoundingClientRect(), button.getBoundingClientRect()]
          return Math.min(a.right, b.right) - Math.max(a.left, b.left)
        })
        expect(overlap).toBeLessThanOrEqual(0)
      }
    }
  }))

test("everything that can be pressed is at least 24 px wide and high, and disabled buttons are readable", () =>
  withExtension({ seed: "pending-setup-mfa" }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await press(page, "Authenticator app")
    await sees(page, "textbox", "Code")
    expect(await smallTargetsOf(page)).toEqual([])

    await press(page, "Back")
    await press(page, "Text message")
    await fill(page, "Phone number", "+14155552671")
    await press(page, "Send a text message")
    await says(page, "Send a new code in")
    expect(await smallTargetsOf(page)).toEqual([])
    const contrast = await page.$eval('[aria-disabled="true"]', (button) => {
      const { opacity, color } = getComputedStyle(button)
      const luminance = (channels: number[]) => {
        const [r = 0, g = 0, b = 0] = channels.map((value) => {
          const part = value / 255
          return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
      }
      const text = luminance((color.match(/\d+/g) ?? []).slice(0, 3).map(Number))
      return opacity === "1" ? 1.05 / (text + 0.05) : 0
    })
    expect(contrast).toBeGreaterThan(4.5)
  }))

/** The elements that are wider than the window. */
function sidewaysIn(page: Page) {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main, main *")]
      .filter((element) => {
        const { right, left } = element.getBoundingClientRect()
        const isSeen = !element.closest(".visually-hidden")
        return isSeen && (right > innerWidth + 1 || left < -1)
      })
      .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 20)}`)
  )
}

function smallTargetsOf(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("a, button, summary, input:not([type=hidden], [tabindex='-1']), select")]
      .map((element) => ({ name: element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
      .map(({ name, box }) => `${name} ${box.width} x ${box.height}`)
  )
}
