// @vitest-environment happy-dom
import { act } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test, vi } from "vitest"
import { type Lazy, lazily, useLazy } from "~ui/lazily"
import { ErrorBoundary } from "~ui/page/error-boundary"
import { installFakeChrome } from "../../support/fake-chrome"
import { mount } from "../../support/mount"
import { text } from "../../support/texts"

function Greeting({ lazy }: { lazy: Lazy<string> }) {
  return useLazy(lazy) ?? "to come"
}

test("it loads once, when it's first needed, and shows at once where it's already there", async () => {
  const start = vi.fn(async () => "hello")
  const lazy = lazily(start)
  expect(start).not.toHaveBeenCalled()

  const page = await mount(<Greeting lazy={lazy} />)
  expect(page.text()).toBe("hello")

  expect(renderToStaticMarkup(<Greeting lazy={lazy} />)).toBe("hello")
  expect(start).toHaveBeenCalledOnce()
})

test("what stands in for it gives way as soon as it's loaded", async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const page = await mount(<Greeting lazy={lazily(() => promise)} />)
  expect(page.text()).toBe("to come")

  await act(async () => resolve("hello"))

  expect(page.text()).toBe("hello")
})

test("if it can't be loaded, the page says that it failed", async () => {
  installFakeChrome()
  vi.spyOn(console, "error").mockImplementation(() => {})
  const lazy = lazily<string>(() => Promise.reject(new Error("no such script")))

  const page = await mount(
    <ErrorBoundary>
      <Greeting lazy={lazy} />
    </ErrorBoundary>
  )

  expect(page.text()).toContain(text("pageFailedTitle"))
})
