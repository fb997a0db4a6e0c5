import { test } from "vitest"
import { sees } from "../support/on-page"
import { signIn } from "../support/steps"
import { withExtension } from "../support/with-extension"

test("after the emulator was restarted, the right password signs in at the first press", () =>
  withExtension({ seed: "active" }, async ({ openPopup, emulator }) => {
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    await emulator.reset("active")
    await signIn(popup)
    await sees(popup, "heading", "You’re signed in")
  }))
