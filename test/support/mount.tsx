import { act, type ReactNode } from "react"
import { createRoot } from "react-dom/client"
import { onTestFinished, vi } from "vitest"
import type { Failure, Reply } from "~messaging/message-error"

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

// Chrome has it from 119, Node only from 22.
Promise.withResolvers ??= function withResolvers<Value>() {
  const settle: Partial<PromiseWithResolvers<Value>> = {}
  const promise = new Promise<Value>((resolve, reject) => Object.assign(settle, { resolve, reject }))
  return { promise, ...settle } as PromiseWithResolvers<Value>
}

/**
 * Puts elements on a page where effects run, and tests can press and type. The test file needs the line
 * `@vitest-environment happy-dom`.
 */
export async function mount(children: ReactNode) {
  const page = document.body.appendChild(document.createElement("div"))
  const root = createRoot(page)
  const render = (next: ReactNode) => act(async () => root.render(next))
  onTestFinished(async () => {
    await act(async () => root.unmount())
    page.remove()
  })
  await render(children)

  const find = <Found extends Element>(selector: string, name: string) => {
    const found = [...page.querySelectorAll<Found & Element>(selector)]
    const wanted = found.find((element) => nameOf(element) === name)
    if (!wanted) throw new Error(`There is no "${name}" among ${found.map(nameOf).join(", ")}.`)
    return wanted
  }
  return {
    render,
    text: () => page.textContent ?? "",
    press: (name: string) => act(async () => find<HTMLElement>("button", name).click()),
    /** Fills an input, found by its name in the form. */
    fill: (name: string, value: string) =>
      act(async () => {
        const input = page.querySelector<HTMLInputElement>(`[name="${name}"]`)
        if (!input) throw new Error(`There is no input "${name}".`)
        // React notices it only through the setter of the element's class.
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), "value")?.set?.call(input, value)
        input.dispatchEvent(new Event("input", { bubbles: true }))
      })
  }
}

/** What a hook returns on a page, as it changes. */
export async function mountHook<Value>(hook: () => Value, around = (children: ReactNode) => children) {
  const values: Value[] = []
  const probe = () => around(<Probe run={() => values.push(hook())} />)
  const { render } = await mount(probe())
  return {
    get current() {
      return values.at(-1) as Value
    },
    /** Everything it returned, oldest first. */
    values,
    render: () => render(probe()),
    act: <Result,>(run: (value: Value) => Result) => act(async () => run(values.at(-1) as Value))
  }
}

function Probe({ run }: { run: () => void }) {
  run()
  return null
}

/** Plays the service worker: answers messages by name. Returns an array that collects the messages. */
export function answerMessages(answers: Record<string, (body: never) => Reply<unknown> | Promise<unknown>>) {
  const asked: { name: string; body?: unknown }[] = []
  vi.spyOn(chrome.runtime, "sendMessage").mockImplementation((async (_id: unknown, message: unknown) => {
    const { name, body } = message as { name: string; body: never }
    asked.push(body === undefined ? { name } : { name, body })
    if (!answers[name]) throw new Error(`Nobody answers ${name} in this test.`)
    return answers[name](body)
  }) as never)
  return asked
}

export const answered = (value?: unknown): Reply<unknown> => ({ ok: true, value })

export const refused = (failure: Failure): Reply<unknown> => ({ ok: false, failure })

const nameOf = (element: Element) => element.getAttribute("aria-label") ?? element.textContent ?? ""
