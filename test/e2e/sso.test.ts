import { expect, test } from "vitest"
import { press, says, sees } from "../support/on-page"
import { ada } from "../support/people"
import { continueAs, providerPage, withGoogle } from "../support/provider"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

test("somebody signs in with Google, and the popup opens again", () =>
  withExtension(
    { seed: "active", settings: withGoogle },
    async ({ browser, emulator, openPopup, page, snapshot }) => {
      await emulator.addProviderAccount({ email: ada.email, firstName: "Ada", lastName: "Lovelace" })
      const popup = await openPopup()
      await press(popup, text("continueWith", "Google"))
      await continueAs(await providerPage(browser), ada.email)

      expect(await snapshot("active")).toMatchObject({
        user: { primaryEmailAddress: ada.email },
        lastStrategy: "oauth_google",
        ssoFailure: null
      })
      await says(await page("/popup.html"), ada.email)
    }
  ))
