import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"
import { contrastOf } from "../support/contrast"
import { has, says, sees } from "../support/on-page"
import { forgetEverything, signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const LOGO = `https://${FRONTEND_API_HOST.development}/images/proposed-logo`

/** The colors of a page in one scheme: the primary button, its text, and text in the accent color with its background. */
async function colorsIn(page: Page, scheme: "light" | "dark") {
  await page.emulateMediaFeatures([
    { name: "prefers-reduced-motion", value: "reduce" },
    { name: "prefers-color-scheme", value: scheme }
  ])
  return page.evaluate(() => {
    const probe = document.querySelector("main")?.appendChild(document.createElement("p"))
    if (!probe) throw new Error("There is no main part.")
    const read = (color: string) => {
      probe.style.color = `var(--color-${color})`
      return getComputedStyle(probe).color
    }
    const colors = {
      accent: read("accent"),
      text: read("accent-text"),
      raised: read("raised"),
      surface: read("surface"),
      focus: read("focus")
    }
    probe.remove()
    const button = document.querySelector(".button--primary")
    return { ...colors, button: button && getComputedStyle(button).backgroundColor }
  })
}

async function expectReadable(page: Page, scheme: "light" | "dark") {
  const { accent, text, raised, surface, focus } = await colorsIn(page, scheme)
  for (const [one, other] of [
    [text, accent],
    [accent, raised],
    [accent, surface],
    [focus, raised]
  ] as const) {
    expect(contrastOf(one, other), `${one} and ${other}, ${scheme}`).toBeGreaterThanOrEqual(4.5)
  }
}

test("the popup and the task pages have the instance's logo and color, light and dark, and keep it offline", () =>
  withExtension(
    {
      seed: "pending-choose-organization",
      settings: { branding: { color: "#FFD400", logoUrl: LOGO } }
    },
    async ({ openPopup, taskPage, stopServiceWorker, goOffline }) => {
      const popup = await openPopup()
      await sees(popup, "image", "Emulator")
      await sees(popup, "button", "Sign in")
      const light = await colorsIn(popup, "light")
      const dark = await colorsIn(popup, "dark")
      expect(light.button).toBe(light.accent)
      expect(dark).toMatchObject({ accent: "rgb(255, 212, 0)", button: "rgb(255, 212, 0)" })
      await expectReadable(popup, "light")
      await expectReadable(popup, "dark")

      await signIn(popup)

      const page = await taskPage("choose-organization")
      const logo = await sees(page, "image", "Emulator")
      expect(await logo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(32)
      expect(await colorsIn(page, "light")).toMatchObject({ accent: light.accent })
      await expectReadable(page, "light")
      await expectReadable(page, "dark")

      await stopServiceWorker()
      await goOffline()
      await page.reload()
      await says(page, "Choose an organization")
      expect(await colorsIn(page, "dark")).toMatchObject({ accent: dark.accent })
    }
  ))

test("an invalid color, a picture from another host, and Clerk's own color change nothing", () =>
  withExtension({}, async (story) => {
    const { emulator, openPopup, snapshot } = story
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    const before = await colorsIn(popup, "light")
    expect(before).toMatchObject({ accent: "rgb(64, 70, 201)", button: "rgb(64, 70, 201)" })
    for (const branding of [
      { color: "red;}body{display:none", logoUrl: "https://pictures.example/logo.png" },
      { color: "url(https://pictures.example)", logoUrl: "javascript:alert(1)" }
    ]) {
      await emulator.changeSettings({ branding })
      await forgetEverything(story)

      await popup.reload()

      const { instance } = await snapshot("signed-out")
      expect(instance.brand).toEqual({ color: null, logoUrl: null })
      await sees(popup, "button", "Sign in")
      await says(popup, text("extensionName"))
      expect(await colorsIn(popup, "light")).toEqual(before)
    }
  }))

test("the extension's own mark replaces a logo that can't be loaded", () =>
  withExtension(
    {
      settings: { branding: { logoUrl: `https://${FRONTEND_API_HOST.development}/gone.png` } },
      expectedErrors: [/404/]
    },
    async ({ openPopup }) => {
      const popup = await openPopup()

      await says(popup, text("extensionName"))
      expect(await has(popup, "image", "Emulator")).toBe(false)
    }
  ))
