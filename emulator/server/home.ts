import { html } from "hono/html"
import type { Instance } from "../model/instance"
import { identifierOf } from "../model/user"

/** What a person sees who opens the emulator's address. */
export const homePage = (instance: Instance, origin: string) => html`<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Clerk emulator</title>
  <h1>Clerk emulator</h1>
  <p>A local Clerk Frontend API, for trying things out. It keeps everything in memory and is not for real users.</p>
  <dl>
    <dt>Publishable key</dt>
    <dd><code>${instance.publishableKey}</code></dd>
    <dt>Frontend API</dt>
    <dd><code>${origin}/v1</code></dd>
    <dt>Public keys</dt>
    <dd><code>${origin}/.well-known/jwks.json</code></dd>
    <dt>Control API</dt>
    <dd><code>${origin}/emulator</code></dd>
  </dl>
  <h2>Users</h2>
  <ul>
    ${[...instance.users.values()].slice(0, 100).map((user) => html`<li>${identifierOf(user)}</li>`)}
  </ul>
</html>`
