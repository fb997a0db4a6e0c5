import axe, { type Result } from "axe-core"
import type { CDPSession, Page } from "puppeteer"
import { look, type Size, showState, sizeOf } from "./show-state"
import type { State } from "./state"

/** A window of 1280 px at 400 %, as WCAG 1.4.10 has it, or one of 640 px at 200 %. */
export const NARROW: Size = { width: 320, height: 640 }

/** The space that Chrome gives a popup at 150 % and at 300 % zoom, of 800 x 600 at most. */
const SMALL_POPUPS: Size[] = [
  { width: 360, height: 400 },
  { width: 266, height: 200 }
]

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

/** Rules that axe leaves off by default. */
const ALSO = { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: true } }

/** The sizes of a page for each audit: in light colors, in dark colors, and for its layout alone. */
export type Sizes = { light: Size; dark: Size; small: Size[] }

/** Shows a state and returns its problems. Passes the names of its texts to `onTexts`. */
export async function audit(
  page: Page,
  session: CDPSession,
  origin: string,
  state: State,
  onTexts: (names: string[]) => void = () => {}
): Promise<string[]> {
  const size = sizeOf(state)
  await look(session, size)
  try {
    onTexts(await showState(page, origin, state))
  } catch (error) {
    return [`${state.name}: ${(error as Error).message}`]
  }
  const sizes =
    state.page === "popup"
      ? { light: size, dark: size, small: SMALL_POPUPS }
      : { light: size, dark: NARROW, small: [NARROW] }
  return (await inspect(page, session, sizes)).map((problem) => `${state.name} ${problem}`)
}

/** The problems of the page as it is now, and the sizes they occur at. */
export async function inspect(page: Page, session: CDPSession, sizes: Sizes): Promise<string[]> {
  const problems = new Map<string, string[]>()
  const report = (where: string, found: string[]) => {
    for (const problem of found) problems.set(problem, [...(problems.get(problem) ?? []), where])
  }
  await look(session, sizes.light)
  report("light", await violations(page))
  await look(session, sizes.dark, "dark")
  report("dark", await violations(page, ["color-contrast", "target-size", "scrollable-region-focusable"]))
  for (const small of sizes.small) {
    if (small !== sizes.dark) await look(session, small, "dark")
    report(`${small.width} x ${small.height}`, await page.evaluate(layoutProblems))
  }
  return [...problems].map(([problem, places]) => `(${places.join(", ")}): ${problem}`)
}

/** The violations that axe finds with these rules, or with all rules. */
export async function violations(page: Page, only?: string[]): Promise<string[]> {
  const options = {
    ...(only ? { runOnly: only } : { runOnly: TAGS, rules: ALSO }),
    resultTypes: ["violations" as const],
    // These would only take time: all styles are loaded, there are no frames, and the reports use no selectors.
    preload: false,
    iframes: false,
    selectors: false
  }
  // The page's content security policy doesn't apply here.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") }
    return (await axe.run(document, options)).violations
  }, options)
  return found.map(({ id, nodes }: Result) => {
    const [first] = nodes
    const why = [...(first?.any ?? []), ...(first?.all ?? []), ...(first?.none ?? [])].map(
      ({ message }) => message
    )
    return `${id} (${nodes.length}) at ${first?.html.slice(0, 160)}: ${why.join("; ")}`
  })
}

/** Runs in the page, and finds what is cut off sideways, and scrollers within scrollers. */
export function layoutProblems(): string[] {
  const root = document.documentElement
  const problems: string[] = []
  const report = (element: Element, what: string) =>
    problems.push(`${[element.localName, ...element.classList].join(".")} ${what}`)
  const scrollers: Element[] = []
  if (root.scrollHeight > root.clientHeight + 1) scrollers.push(root)
  if (root.scrollWidth > root.clientWidth) {
    report(root, `scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}`)
  }

  for (const element of document.body.querySelectorAll(
    ":not(svg *, option, .visually-hidden, .visually-hidden *)"
  )) {
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element
    const { left, right, width } = element.getBoundingClientRect()
    if (width === 0) continue
    if (right > root.clientWidth + 1 || left < -1) report(element, `is cut off: ${left} to ${right}`)
    // Inputs scroll their text. Text that is cut off on purpose ends in "…".
    const isCut = scrollWidth > clientWidth + 1 && clientWidth > 0 && !element.matches("input, select")
    const isTall = scrollHeight > clientHeight + 1 && clientHeight > 0
    if (!isCut && !isTall) continue
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element)
    if (isCut && overflowX !== "visible" && textOverflow !== "ellipsis") {
      report(element, `is too narrow for what it holds: ${scrollWidth} in ${clientWidth}`)
    }
    if (!isTall || !/auto|scroll/.test(overflowY)) continue
    if (scrollers.some((other) => other.contains(element)))
      report(element, "scrolls in something that scrolls")
    scrollers.push(element)
  }
  return problems
}
