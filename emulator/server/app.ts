import path from "node:path"
import type { HttpBindings } from "@hono/node-server"
import { Hono } from "hono"
import { controlApi } from "../control-api/routes"
import { envelope, notFound } from "../frontend-api/errors"
import { serveFrontendApi } from "../frontend-api/serve"
import type { Instance } from "../model/instance"
import { serveImage } from "./images"
import { refuseCrossSite, refuseForeignHost } from "./local-only"
import { site } from "./site"

export function createApp(instance: Instance) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(refuseForeignHost(instance))
  app.use("/emulator/*", refuseCrossSite)
  app.route("/emulator", controlApi(instance))
  app.get("/images/:id", (c) => serveImage(c, instance))
  app.route("/", site(path.join(import.meta.dirname, "../console")))
  app.all("*", (c) => {
    const { pathname, origin } = new URL(c.req.url)
    const isFrontendApi = /\/(v1|\.well-known)(\/|$)/.test(pathname)
    if (!isFrontendApi) return Response.json(envelope(notFound("page").errors), { status: 404 })
    const drop = () => c.env.incoming.socket.destroy()
    return serveFrontendApi(c.req.raw, { instance, baseUrl: origin, drop })
  })
  app.onError((error, c) => {
    console.error(error)
    return c.json({ errors: [{ code: "internal_error", message: "The emulator failed.", path: "" }] }, 500)
  })
  return app
}
