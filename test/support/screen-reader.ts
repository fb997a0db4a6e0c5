import type { Page } from "puppeteer"
import { expect } from "vitest"

type Heard = { how: "focus" | "live"; words: string }

/** In milliseconds: an announcement follows its cause within this time. */
const QUIET_MS = 400

declare global {
  interface Window {
    heard?: Heard[]
  }
}

/** Records what a screen reader would read by itself on this page from now on: elements that get the focus, and live regions. */
export async function listen(page: Page) {
  await page.evaluate(noteAll)
  const heard = () => page.evaluate(() => window.heard ?? [])

  return {
    /** Everything, oldest first. */
    heard,
    /** Everything that contains these words, once the announcements have stopped. */
    async times(words: string) {
      await page.evaluate((pause) => new Promise((resolve) => setTimeout(resolve, pause)), QUIET_MS)
      return (await heard()).filter((one) => one.words.includes(words))
    },
    forget: () => page.evaluate(() => Object.assign(window, { heard: [] }))
  }
}

/** Waits until the element with this name or text has the focus. */
export function expectFocusOn(page: Page, name: string) {
  return expect.poll(() => focusedName(page)).toBe(name)
}

/** The name of the element that has the focus, or `null`. */
export function focusedName(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    const textOf = (node: Element | null) => node?.textContent?.replace(/\s+/g, " ").trim() ?? ""
    const labelledBy = element.getAttribute("aria-labelledby")?.split(" ") ?? []
    if (labelledBy.length > 0) return labelledBy.map((id) => textOf(document.getElementById(id))).join(" ")
    const [label] = (element as HTMLInputElement).labels ?? []
    // biome-ignore lint/performance/useDomNodeTextContent: it has spaces between the parts of a row
    const own = (element as HTMLElement).innerText.replace(/\s+/g, " ").trim()
    return element.getAttribute("aria-label") ?? (label ? textOf(label) : own)
  })
}

// Runs in the page.
function noteAll() {
  window.heard = []
  const textOf = (node: Element | null) => node?.textContent?.replace(/\s+/g, " ").trim() ?? ""
  const textsOf = (ids: string | null) =>
    (ids ?? "")
      .split(" ")
      .map((id) => textOf(document.getElementById(id)))
      .join(" ")
  const note = (how: Heard["how"], words: string) => words && window.heard?.push({ how, words })

  document.addEventListener("focusin", ({ target }) => {
    const element = target as HTMLInputElement
    // React sets an input's description before it moves the focus there.
    const name = element.getAttribute("aria-label") ?? textOf(element.labels?.[0] ?? element)
    note("focus", `${name} ${textsOf(element.getAttribute("aria-describedby"))}`.trim())
  })

  const LIVE = '[role="alert"], [role="status"], [aria-live]:not([aria-live="off"])'
  new MutationObserver((changes) => {
    const regions = new Set<Element>()
    for (const { target, addedNodes } of changes) {
      const around = (target instanceof Element ? target : target.parentElement)?.closest(LIVE)
      if (around) regions.add(around)
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue
        if (node.matches(LIVE)) regions.add(node)
        for (const region of node.querySelectorAll(LIVE)) regions.add(region)
      }
    }
    for (const region of regions) if (region.isConnected) note("live", textOf(region))
  }).observe(document, { subtree: true, childList: true, characterData: true })
}
