import { type ElementHandle, type Locator, LocatorEvent, type Page } from "puppeteer"
import { expect, vi } from "vitest"
import { PATIENCE_MS } from "./wait-until"

type Role = "button" | "textbox" | "heading" | "checkbox" | "list" | "link" | "image"

/** Presses a button, found by its name, as soon as it can be pressed. */
export function press(page: Page, name: string) {
  return inVain(page, `the button "${name}"`, () => {
    const button = pressable(page, name)
    return orCloses(page, button, button.click())
  })
}

/** Waits until a button can be pressed. */
export function isReady(page: Page, name: string) {
  return inVain(page, `the button "${name}" to be ready`, () => pressable(page, name).wait())
}

/** Replaces the text of an input, found by its label: at once, like pasting. */
export function fill(page: Page, label: string, value: string) {
  return inVain(page, `the input "${label}"`, async () => {
    const input = await page.locator(selector("textbox", label)).waitHandle()
    await input.evaluate((element, text) => {
      const field = element as HTMLInputElement
      field.focus()
      field.select()
      // In one go, so that nothing ends up in another input if the page moves the focus in between.
      document.execCommand(text ? "insertText" : "delete", false, text)
    }, value)
  })
}

/** Ticks or unticks a box, found by its label. */
export function tick(page: Page, label: string) {
  return inVain(page, `the box "${label}"`, () => page.locator(selector("checkbox", label)).click())
}

/** Waits for an element with this role and name. Only in a page in front: Chrome reports no roles for a page in the background. */
export function sees(page: Page, role: Role, name: string): Promise<ElementHandle> {
  return inVain(page, `the ${role} "${name}"`, async () => {
    const handle = await page.waitForSelector(selector(role, name))
    if (!handle) throw new Error("There is none.")
    return handle
  })
}

/** Whether an element with this role and name exists right now. */
export async function has(page: Page, role: Role, name: string) {
  return (await page.$(selector(role, name))) !== null
}

/** Waits until no element has this role and name. */
export function vanishes(page: Page, role: Role, name: string) {
  return inVain(page, `the ${role} "${name}" to vanish`, () =>
    vi.waitFor(async () => expect(await has(page, role, name)).toBe(false), {
      timeout: PATIENCE_MS,
      interval: 20
    })
  )
}

/** The rows of a list, found by its name. */
export async function rows(page: Page, list: string) {
  return (await sees(page, "list", list)).$$('::-p-aria([role="listitem"])')
}

/** Waits until the page contains this text, anywhere. Also works for a page in the background. */
export function says(page: Page, words: string) {
  return inVain(page, `"${words}"`, () =>
    page.waitForFunction(
      // A page that is being replaced has no body for a moment.
      // biome-ignore lint/performance/useDomNodeTextContent: hidden text doesn't count
      (wanted) => document.body?.innerText.replace(/\s+/g, " ").includes(wanted),
      { polling: 20 },
      words
    )
  )
}

/** Waits until an input shows this error, as assistive technology reports it. */
export async function expectErrorAt(page: Page, label: string, words: string) {
  await vi.waitFor(
    async () => {
      // Finds the input each time: it may be rendered again with its error.
      const input = await sees(page, "textbox", label)
      const node = await page.accessibility.snapshot({ root: input, interestingOnly: false })
      expect(node).toMatchObject({ invalid: "true", description: expect.stringContaining(words) })
    },
    { timeout: PATIENCE_MS, interval: 20 }
  )
}

/** Waits until the input with this label has the focus. */
export function expectFocus(page: Page, label: string) {
  return expect
    .poll(() =>
      page.evaluate(() =>
        (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent?.trim()
      )
    )
    .toBe(label)
}

/** An input's value. */
export async function valueIn(page: Page, label: string) {
  const input = await sees(page, "textbox", label)
  return input.evaluate((element) => (element as HTMLInputElement).value)
}

/** Waits until a page has closed. */
export function closes(page: Page) {
  return vi.waitFor(() => expect(page.isClosed(), `${page.url()} is closed`).toBe(true), {
    timeout: PATIENCE_MS,
    interval: 10
  })
}

// An action may close the page before puppeteer hears that it's done. Puppeteer would then retry on a page that no longer exists.
function orCloses(page: Page, acted: Locator<Element>, done: Promise<void>) {
  const closed = new Promise<void>((resolve) =>
    acted.once(LocatorEvent.Action, () => page.once("close", () => resolve()))
  )
  return Promise.race([done, closed])
}

// Our buttons are never disabled, so that they keep the focus.
function pressable(page: Page, name: string) {
  return page
    .locator(selector("button", name))
    .filter((button) => button.getAttribute("aria-disabled") !== "true")
}

function selector(role: Role, name: string) {
  const byName = `::-p-aria([name=${JSON.stringify(name)}][role="${role}"])`
  return role === "button" ? `${byName}, ${rowSelector(name)}` : byName
}

// A row that is one button says more than its name, so it's also found by that, or by what it does: "Acme", "Join Initech".
function rowSelector(name: string) {
  const text = literal(name)
  const verb = `span[contains(@class, "choice__verb")]`
  const isNamed = `(not(${verb}) or @aria-current) and .//bdi[1][. = ${text}]`
  return `::-p-xpath(//li/button[(${isNamed}) or concat(${verb}, " ", .//bdi[1]) = ${text}])`
}

// XPath has no escapes.
function literal(text: string) {
  return text.includes('"') ? `'${text}'` : `"${text}"`
}

async function inVain<Result>(page: Page, what: string, wait: () => Promise<Result>): Promise<Result> {
  try {
    return await wait()
  } catch (cause) {
    const said = await page.evaluate(() => document.body.textContent).catch(() => "(the page is gone)")
    throw new Error(`Waited in vain for ${what} on ${page.url()}, which says:\n${said}`, { cause })
  }
}
