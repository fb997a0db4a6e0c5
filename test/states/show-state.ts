import type { CDPSession, Page } from "puppeteer"
import { SNAPSHOT_KEY, SNAPSHOT_VERSION } from "../../src/session/snapshot"
import type { Act, Words } from "./acts"
import type { State } from "./state"

/** In CSS pixels. */
export type Size = { width: number; height: number }

/** How large Chrome shows these pages. */
export function sizeOf({ page, build }: State): Size {
  if (page === "popup") return { width: 360, height: build === "without-sso" ? 500 : 560 }
  return page === "sidepanel" ? { width: 360, height: 720 } : { width: 800, height: 720 }
}

/**
 * Shows a state in this tab as the user sees it: on the page of the build, with a snapshot and answers that replace the service worker's.
 * The tab has to be in front. If the tab already shows that page, it starts again without reloading, which is ten times faster.
 *
 * @returns the names of the texts that the page read.
 * @throws {Error} if the page doesn't reach the state, or sends a message that the state has no answer to.
 */
export async function showState(page: Page, origin: string, state: State): Promise<string[]> {
  const {
    snapshot,
    answers = {},
    api = "waits",
    stored = {},
    acts = [],
    failsAt,
    isLoading = false,
    step = ""
  } = state
  const written = { version: SNAPSHOT_VERSION, revision: 1, ...snapshot }
  const scene: Scene = {
    stored: { ...stored, [SNAPSHOT_KEY]: written },
    answers: { "sync-session": { ok: true }, ...answers },
    api,
    isInTab: state.page.startsWith("tabs/"),
    step,
    failsAt,
    passkey: state.passkey,
    isCopyRefused: state.isCopyRefused
  }
  // A page keeps what isn't part of the session, so these states need a new one.
  const isOfPage = failsAt !== undefined || "sync-session" in answers
  const url = `${origin}/${state.page}.html`
  const stays = !isOfPage && page.url().split("#")[0] === url && stayable.has(page)
  if (isOfPage) stayable.delete(page)
  else stayable.add(page)

  if (!stays) {
    await page.goto("about:blank")
    const { identifier } = await page.evaluateOnNewDocument(play, scene)
    await page.goto(`${url}#${step}`, { waitUntil: "domcontentloaded" })
    await page.removeScriptToEvaluateOnNewDocument(identifier)
  }
  const outcome = await page.evaluate(run, {
    next: stays ? scene : null,
    acts: [...acts, { see: state.says }],
    isLoading,
    snapshotKey: SNAPSHOT_KEY
  })
  if (typeof outcome === "string") throw new Error(outcome)
  return outcome
}

/** Tabs whose page depends on nothing but its snapshot, so it can show the next state without reloading. */
const stayable = new WeakSet<Page>()

/** Sets the size and color scheme of the page, without motion: colors in a transition would be caught halfway. */
export async function look(session: CDPSession, size: Size, scheme: "light" | "dark" = "light", scale = 1) {
  await Promise.all([
    session.send("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor: scale, mobile: false }),
    session.send("Emulation.setEmulatedMedia", {
      features: [
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: "reduce" }
      ]
    })
  ])
}

type Scene = {
  stored: Record<string, unknown>
  answers: Record<string, unknown>
  api: State["api"]
  isInTab: boolean
  step: string
  failsAt: State["failsAt"]
  passkey: State["passkey"]
  isCopyRefused: boolean | undefined
}

type Stage = Window & {
  scene: Scene & { shownTexts: Set<string>; unanswered: string[]; times: Map<string, number> }
}

/** Runs in the page before its own scripts. */
function play(first: Scene) {
  if (location.protocol !== "chrome-extension:") return
  const stage = window as unknown as Stage
  stage.scene = { ...first, shownTexts: new Set(), unanswered: [], times: new Map() }
  const never = new Promise<never>(() => {})

  // Chrome runs these in order, before the page reads its storage.
  sessionStorage.clear()
  void chrome.storage.session.clear()
  void chrome.storage.session.set(first.stored)

  const answer = async (_: unknown, { name }: { name: string }) => {
    const { answers, times, unanswered } = stage.scene
    const all = [answers[name]].flat()
    const time = times.get(name) ?? 0
    times.set(name, time + 1)
    const next = all[Math.min(time, all.length - 1)]
    if (next === undefined) unanswered.push(name)
    return next === undefined || next === "waits" ? never : next
  }
  chrome.runtime.sendMessage = answer as typeof chrome.runtime.sendMessage
  window.fetch = async () => {
    const { api } = stage.scene
    if (api === "waits" || api === undefined) return never
    if (api === "unreachable") throw new TypeError("Failed to fetch")
    return Response.json(api.body ?? {}, { status: api.status })
  }

  // Keeps the page from leaving or closing.
  if (!first.isInTab) chrome.tabs.getCurrent = (async () => undefined) as typeof chrome.tabs.getCurrent
  chrome.tabs.query = (async () => []) as typeof chrome.tabs.query
  chrome.action.openPopup = async () => {
    throw new Error("There is no toolbar.")
  }
  window.print = () => {}
  navigator.credentials.get = async () => {
    throw new DOMException("", stage.scene.passkey ?? "NotAllowedError")
  }
  const passkeys = window.PublicKeyCredential
  Object.defineProperty(window, "PublicKeyCredential", {
    get: () => (stage.scene.passkey === "unsupported" ? undefined : passkeys)
  })
  navigator.clipboard.writeText = async () => {
    if (stage.scene.isCopyRefused) throw new DOMException("", "NotAllowedError")
  }
  // This listener comes first, so that no dialog asks whether to leave.
  window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation())

  const { getMessage } = chrome.i18n
  chrome.i18n.getMessage = (...[name, ...rest]: Parameters<typeof getMessage>) => {
    if (name === stage.scene.failsAt) throw new TypeError("broken by a test")
    stage.scene.shownTexts.add(name)
    return getMessage(name, ...rest)
  }
}

type Doing = { next: Scene | null; acts: Act[]; isLoading: boolean; snapshotKey: string }

/** Runs in the page: does what the user does, and waits for what they see. Returns the names of the texts, or the problem. */
async function run({ next, acts, isLoading, snapshotKey }: Doing): Promise<string[] | string> {
  const PATIENCE_MS = 5_000
  const stage = window as unknown as Stage
  const pause = () => new Promise((resolve) => setTimeout(resolve))
  /** Waits until the page changes, or 50 ms, because some changes fire no event. */
  const change = () =>
    new Promise<void>((resolve) => {
      const watch = new MutationObserver(end)
      const timer = setInterval(end, 50)
      watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      function end() {
        watch.disconnect()
        clearInterval(timer)
        resolve()
      }
    })
  const plain = (text: string) =>
    text
      .replace(/[\u2066-\u2069]/g, "")
      .replace(/\s+/g, " ")
      .trim()
  const textOf = (words: Words) => {
    if (typeof words === "object" && "as" in words) return words.as
    const [name, ...given] = [words].flat() as [string, ...(string | number)[]]
    const language = chrome.i18n.getMessage("language")
    const [count] = given
    const form = typeof count === "number" ? new Intl.PluralRules(language).select(count) : ""
    const values = given.map((value) =>
      typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value
    )
    return plain(
      chrome.i18n.getMessage(name, values) ||
        chrome.i18n.getMessage(`${name}_${form}`, values) ||
        chrome.i18n.getMessage(`${name}_other`, values)
    )
  }
  const nameOf = (element: Element) => {
    const label = element.getAttribute("aria-label")
    if (label !== null) return plain(label)
    const ids = element.getAttribute("aria-labelledby")?.split(" ") ?? []
    const labels = ids.map((id) => document.getElementById(id)?.textContent ?? "")
    // biome-ignore lint/performance/useDomNodeTextContent: it has spaces between the parts of a row
    return plain(ids.length > 0 ? labels.join(" ") : (element as HTMLElement).innerText)
  }
  const said = () => {
    const labels = [...document.querySelectorAll("[aria-label]")].map((element) => element.ariaLabel)
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not said
    return plain(`${document.body?.innerText} ${labels.join(" ")}`)
  }

  async function find<Found>(what: string, look: () => Found | undefined | null | false): Promise<Found> {
    const end = performance.now() + PATIENCE_MS
    for (;;) {
      const found = look()
      if (found) return found
      if (performance.now() > end) throw new Error(`Waited in vain for ${what}. The page says: ${said()}`)
      await change()
    }
  }

  const input = (name: string) =>
    find(`the input ${name}`, () =>
      document.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]:not([type=hidden])`)
    )

  // React only notices a value that is set through the setter of the element's class.
  function enter(field: HTMLInputElement | HTMLSelectElement, text: string) {
    field.focus()
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, text)
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }

  async function perform(act: Act) {
    if ("press" in act) {
      const name = textOf(act.press)
      const control = await find(`the button "${name}"`, () =>
        [...document.querySelectorAll<HTMLElement>("button, a, summary")]
          .filter((element) => element.ariaDisabled !== "true")
          // A row's details follow its name.
          .filter((element) => nameOf(element) === name || `${nameOf(element)} `.startsWith(`${name} `))
          .at(-1)
      )
      control.focus()
      control.click()
    } else if ("fill" in act) enter(await input(act.fill), act.with)
    else if ("choose" in act) enter(await input(act.choose), act.with)
    else if ("tick" in act) (await input(act.tick)).click()
    else if ("leave" in act) (await input(act.leave)).blur()
    else if ("attach" in act) {
      const field = (await input(act.attach)) as HTMLInputElement
      const files = new DataTransfer()
      files.items.add(new File([new Uint8Array(act.bytes)], "logo", { type: act.type }))
      field.files = files.files
      field.dispatchEvent(new Event("change", { bubbles: true }))
    } else if ("publish" in act) {
      const { version } = stage.scene.stored[snapshotKey] as { version: number }
      await chrome.storage.session.set({ [snapshotKey]: { ...act.publish, version, revision: 2 } })
    } else {
      const words = textOf(act.see)
      await find(`"${words}"`, () => said().includes(words))
    }
    // Lets React handle this act before the next one.
    await pause()
  }

  /** Starts again: without a snapshot, the page shows nothing of the last state. */
  async function begin(scene: Scene) {
    await chrome.storage.session.clear()
    await find("what was shown before to go", () => document.querySelector("main > .loading"))
    sessionStorage.clear()
    history.replaceState(null, "", `${location.pathname}#${scene.step}`)
    window.scrollTo(0, 0)
    stage.scene = { ...scene, shownTexts: new Set(), unanswered: [], times: new Map() }
    await chrome.storage.session.set(scene.stored)
  }

  try {
    if (next) await begin(next)
    for (const act of acts) await perform(act)
    if (!isLoading)
      await find("what is still loading", () => !document.querySelector(".loading, .phone-room"))
  } catch (error) {
    return (error as Error).message
  }
  const { shownTexts, unanswered } = stage.scene
  return unanswered.length > 0 ? `The state has no answer to ${unanswered.join(", ")}.` : [...shownTexts]
}
