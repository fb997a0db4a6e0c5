// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest"
import { LazySignIn } from "~screens/sign-in/lazy-sign-in"
import { installFakeChrome } from "../../support/fake-chrome"
import { mount } from "../../support/mount"
import { signedOut } from "../../support/sessions"

beforeEach(() => {
  installFakeChrome()
})

const email = () => document.querySelector<HTMLInputElement>("input[name=identifier]")

test("the form appears with what the user typed before", async () => {
  await chrome.storage.session.set({ "sign-in-draft-identifier": "ada@example.com" })

  await mount(<LazySignIn session={signedOut()} />)

  await expect.poll(() => email()?.value).toBe("ada@example.com")
})

test("if that can't be read, the form is empty", async () => {
  vi.spyOn(chrome.storage.session, "get").mockRejectedValue(new Error("no storage"))

  await mount(<LazySignIn session={signedOut()} />)

  await expect.poll(() => email()?.value).toBe("")
})
