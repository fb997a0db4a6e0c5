import type { InstanceType } from "./model/frontend-api-host"
import { createInstance, type Instance } from "./model/instance"
import { applySeed } from "./seeds"
import { createApp } from "./server/app"
import { type Listener, listen, selfSignedCertificate } from "./server/listen"
import { isPrebuiltInstalled } from "./server/prebuilt"

export type EmulatorOptions = {
  /** 0, the default, picks a free port. */
  port?: number
  seed?: string
  instance?: InstanceType
  /** Also serves HTTPS, on the next free port. */
  https?: boolean
  /** Milliseconds by which every Frontend API request is delayed before it's processed. */
  latency?: number
  /** Serves Clerk's own components at `/prebuilt`. */
  prebuilt?: boolean
}

export type Emulator = {
  url: string
  httpsUrl: string | undefined
  publishableKey: string
  /** For `@clerk/backend`, with `url` as its `apiUrl`. */
  secretKey: string
  /** The host in the publishable key. The SDK calls it unless it has a proxy URL. */
  frontendApi: string
  stop(): Promise<void>
}

/** Starts an emulator in this process. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, seed = "empty", https = false, latency = 0, prebuilt = false } = options
  if (prebuilt && !isPrebuiltInstalled()) {
    throw new Error(
      "Clerk's components aren't installed. To install them and start the emulator, run: npm run emulator:prebuilt"
    )
  }
  const instance = await createInstance(options.instance ?? "development", latency)
  await applySeed(instance, seed)
  const app = createApp(instance, prebuilt)

  const http = await listen(app, port)
  const listeners = [http]
  const stop = async () => {
    await Promise.all(listeners.map((listener) => listener.close()))
  }
  try {
    if (https) listeners.push(await listenSecurely(app, port === 0 ? 0 : port + 1, instance))
  } catch (error) {
    await stop()
    throw error
  }
  const [, secure] = listeners
  return {
    url: `http://localhost:${http.port}`,
    httpsUrl: secure && `https://localhost:${secure.port}`,
    publishableKey: instance.publishableKey,
    secretKey: instance.secretKey,
    frontendApi: instance.frontendApi,
    stop
  }
}

async function listenSecurely(
  app: ReturnType<typeof createApp>,
  first: number,
  { frontendApi, domain }: Instance
): Promise<Listener> {
  const certificate = await selfSignedCertificate(["localhost", frontendApi, domain, `*.${domain}`])
  for (let port = first; ; port += 1) {
    try {
      return await listen(app, port, certificate)
    } catch (error) {
      const isBusy = (error as NodeJS.ErrnoException).code === "EADDRINUSE"
      if (!isBusy || port >= first + 100) throw error
    }
  }
}
