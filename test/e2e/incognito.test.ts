import { expect, test } from "vitest"
import { withExtension } from "../support/with-extension"

type Settings = {
  updateExtensionConfiguration(change: { extensionId: string; incognitoAccess: boolean }): Promise<void>
}

// docs/decisions/0013-not-in-incognito.md
test("an incognito window doesn't get the extension, even if the user allows it", () =>
  withExtension({}, async ({ browser, id, origin, observer }) => {
    const settings = await browser.newPage()
    await settings.goto("chrome://extensions")
    await settings.evaluate((extensionId) => {
      const { developerPrivate } = chrome as unknown as { developerPrivate: Settings }
      return developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true })
    }, id)
    const incognito = await browser.createBrowserContext()
    const page = await incognito.newPage()

    const opened = await page.goto(`${origin}/popup.html`).then(
      () => "opened",
      (error: Error) => error.message
    )

    expect(opened).toContain("ERR_BLOCKED_BY_CLIENT")
    expect(await observer.evaluate(() => chrome.extension.isAllowedIncognitoAccess())).toBe(false)
    await incognito.close()
  }))
