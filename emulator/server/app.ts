import type { Socket } from "node:net"
import path from "node:path"
import { fileURLToPath } from "node:url"
import type { HttpBindings } from "@hono/node-server"
import { Hono } from "hono"
import { cors } from "hono/cors"
import { isForBackendApi, serveBackendApi } from "../backend-api/serve"
import { controlApi } from "../control-api/routes"
import { envelope, notFound } from "../frontend-api/errors"
import { serveFrontendApi } from "../frontend-api/serve"
import type { Instance } from "../model/instance"
import { serveImage } from "./images"
import { refuseCrossSite, refuseForeignHost } from "./local-only"
import { serveNpm } from "./npm"
import { prebuilt } from "./prebuilt"
import { providers } from "./providers"
import { site } from "./site"
import { whoami } from "./whoami"

const WEB = fileURLToPath(new URL("../web", import.meta.url))

// Text never becomes HTML or a script.
const TRUSTED_TYPES = { "require-trusted-types-for": "'script'" }

/** @param hasPrebuilt whether to serve Clerk's own components, which are installed separately. */
export function createApp(instance: Instance, hasPrebuilt = false) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(async (c, next) => {
    await next()
    c.header("date", new Date(instance.clock.now()).toUTCString())
  })
  app.use(refuseForeignHost(instance))
  app.use("/emulator/*", refuseCrossSite)
  app.route("/emulator", controlApi(instance))
  app.get("/images/:id", (c) => serveImage(c, instance))
  app.get("/npm/@clerk/:package/dist/:file", serveNpm)
  app.route("/", site({ folder: path.join(WEB, "console"), pages: ["/"], policy: TRUSTED_TYPES }))
  app.route("/demo", demo(instance))
  app.route("/providers", providers(instance, TRUSTED_TYPES))
  if (hasPrebuilt) app.route("/prebuilt", prebuilt(instance))
  app.all("*", (c) => {
    const { pathname, origin } = new URL(c.req.url)
    const isFrontendApi = /\/(v1|\.well-known)(\/|$)/.test(pathname)
    if (isForBackendApi(c.req.raw)) return serveBackendApi(c.req.raw, instance)
    if (!isFrontendApi) return Response.json(envelope(notFound("page").errors), { status: 404 })
    const breakOff = (bytes = "") => endConnection(c.env.incoming.socket, bytes)
    return serveFrontendApi(c.req.raw, { instance, baseUrl: origin, breakOff })
  })
  app.onError((error, c) => {
    console.error(error)
    return c.json(
      {
        errors: [
          {
            code: "internal_error",
            message: "The emulator hit an unexpected error. See its terminal.",
            path: ""
          }
        ]
      },
      500
    )
  })
  return app
}

async function endConnection(socket: Socket, bytes: string) {
  if (bytes && socket.writable) await new Promise<void>((resolve) => socket.write(bytes, () => resolve()))
  socket.destroy()
}

/** Whether a web app at this host receives Clerk's cookies, as in production. Such an app needs no proxy. */
const isBesideFrontendApi = ({ type, frontendApi, domain }: Instance, host: string) =>
  type === "production" && host !== frontendApi && `.${host}`.endsWith(`.${domain}`)

/** A small web app with the real SDK and a protected endpoint. */
function demo(instance: Instance) {
  const app = new Hono()
  // Other origins send no cookies, so only the token in a header counts.
  app.use("/api/*", cors({ origin: "*", allowHeaders: ["authorization"] }))
  app.get("/api/whoami", async (c) => {
    const answer = await whoami(instance, c.req.raw)
    return c.json(answer, answer.signedIn ? 200 : 401)
  })
  app.all("/api/*", (c) => c.json(envelope(notFound("endpoint").errors), 404))
  app.route(
    "/",
    site({
      folder: path.join(WEB, "demo"),
      pages: ["/", "/sign-in", "/sign-up", "/sso-callback", "/tasks/:key"],
      policy: {
        "connect-src": `'self' https://${instance.frontendApi}`,
        // The SDK refreshes tokens in a worker that it creates from a blob.
        "worker-src": "blob:"
      },
      values: {
        publishableKey: instance.publishableKey,
        proxyUrl: ({ hostname }) => (isBesideFrontendApi(instance, hostname) ? "" : "/")
      }
    })
  )
  return app
}
