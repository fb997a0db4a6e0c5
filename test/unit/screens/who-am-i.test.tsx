import { renderToStaticMarkup } from "react-dom/server"
import { expect, test, vi } from "vitest"
import { installFakeChrome } from "../../support/fake-chrome"
import { text } from "../../support/texts"

test("a build without an API shows what to set", async () => {
  installFakeChrome()
  vi.stubEnv("PLASMO_PUBLIC_API_URL", "")
  const { WhoAmI } = await import("~screens/workspace/who-am-i")

  const said = renderToStaticMarkup(<WhoAmI />)

  expect(said).toContain(text("apiNotSet"))
  expect(said).not.toContain(text("askAgain"))
})
