import type { Clerk } from "@clerk/clerk-js"
import { find, h } from "../element"
import { drawAccount } from "./account"
import { chooseOrganization } from "./choose-organization"
import { ADD, HOME, loadClerk, placeOf, SIGN_IN, SIGN_UP, SSO_CALLBACK, taskUrls, VERIFY } from "./clerk"
import { homePage } from "./home"
import { ssoCallbackPage } from "./providers"
import { resetPassword } from "./reset-password"
import { setUpMfa } from "./setup-mfa"
import { linkPage, signInPage } from "./sign-in"
import { signUpPage } from "./sign-up"

type Draw = (clerk: Clerk) => HTMLElement | Promise<HTMLElement>

const tasks: Record<string, Draw> = {
  [taskUrls["choose-organization"]]: chooseOrganization,
  [taskUrls["reset-password"]]: resetPassword,
  [taskUrls["setup-mfa"]]: setUpMfa
}

async function open(path: string) {
  const clerk = await loadClerk()
  const draw = tasks[path]
  if (path === SIGN_IN && location.hash === VERIFY) return [linkPage()]
  if (path === HOME) return [homePage(clerk)]
  if (path === SSO_CALLBACK) return [await ssoCallbackPage(clerk)]
  if (path === SIGN_IN && location.search === ADD) return [await signInPage(clerk)]
  if (path === SIGN_UP && !clerk.session) return [await signUpPage(clerk)]
  // A page that doesn't match the session redirects. A task page is only for the current task.
  if (path !== placeOf(clerk)) {
    location.replace(placeOf(clerk))
    return []
  }
  if (path === SIGN_IN) return [await signInPage(clerk)]
  return draw ? [await draw(clerk), drawAccount(clerk)] : [homePage(clerk)]
}

const page = find("page", HTMLElement)
try {
  const parts = await open(location.pathname.replace(/\/$/, ""))
  page.replaceChildren(...parts)
  const title = page.querySelector("h1")?.textContent
  if (title) document.title = `${title} - Demo app`
} catch (error) {
  page.replaceChildren(h("h1", {}, "Something went wrong"), h("p", { role: "alert" }, String(error)))
}
