import { type GenerateKeyPairResult, generateKeyPair } from "jose"
import type { AppInvitation } from "./app-invitation"
import type { Client, Device } from "./client"
import { type Clock, createClock } from "./clock"
import type { ExternalAttempt } from "./external-verification"
import type { Fault } from "./faults"
import { FRONTEND_API_HOST, type InstanceType } from "./frontend-api-host"
import type { Handshake } from "./handshake"
import { newId } from "./ids"
import type { Message } from "./inbox"
import type { Organization } from "./organization"
import type { ProviderAccount, ProviderBrowser, ProviderCode } from "./provider-accounts"
import type { RedirectUrl } from "./redirect-urls"
import type { RequestLog } from "./request-log"
import type { Session } from "./session"
import { defaultSettings, type Settings } from "./settings"
import type { SignIn } from "./sign-in"
import type { SignUp } from "./sign-up"
import type { User } from "./user"
import type { WaitlistEntry } from "./waitlist"

/** A Clerk instance, with all its data in memory. */
export type Instance = {
  readonly id: string
  readonly type: InstanceType
  /** The host in the publishable key. */
  readonly frontendApi: string
  /** The domain of its web apps, including subdomains. In development, web apps can have any domain. */
  readonly domain: string
  readonly publishableKey: string
  /** What a server authenticates with. It's the same for everyone and after each start, as it protects nothing. */
  readonly secretKey: string
  readonly signingKey: GenerateKeyPairResult
  /** The name of its seed. */
  seed: string
  settings: Settings
  /** Milliseconds by which every Frontend API request is delayed before it's processed. */
  latency: number
  /** Milliseconds by which every Frontend API response is delayed after processing. */
  latencyAfter: number
  /** The latency that a reset restores. A reset always removes the delay after processing. */
  readonly initialLatency: number
  readonly clock: Clock
  readonly inbox: Message[]
  readonly requests: RequestLog
  faults: Fault[]
  readonly users: Map<string, User>
  readonly usersByEmail: Map<string, User>
  readonly organizations: Map<string, Organization>
  readonly organizationsBySlug: Map<string, Organization>
  readonly devices: Map<string, Device>
  readonly clients: Map<string, Client>
  readonly sessions: Map<string, Session>
  readonly signIns: Map<string, SignIn>
  readonly signUps: Map<string, SignUp>
  readonly appInvitations: Map<string, AppInvitation>
  readonly waitlist: Map<string, WaitlistEntry>
  /** By URL. */
  readonly redirectUrls: Map<string, RedirectUrl>
  /** When each testing token expires, in seconds. */
  readonly testingTokens: Map<string, number>
  /** Attempts that wait for a provider, by their `state` parameter. */
  readonly externalAttempts: Map<string, ExternalAttempt>
  /** The providers' data: their accounts, the codes they issued, and the browsers they remember. */
  readonly providerAccounts: Map<string, ProviderAccount>
  readonly providerCodes: Map<string, ProviderCode>
  readonly providerBrowsers: Map<string, ProviderBrowser>
  /** Handshakes by the nonce that a server exchanges. */
  readonly handshakes: Map<string, Handshake>
  /** When recent sign-ins, sign-ups and attempts were made, for the rate limit. */
  readonly recent: Map<string, number[]>
  /** Called when something may have changed. */
  readonly listeners: Set<() => void>
}

export async function createInstance(type: InstanceType, latency: number): Promise<Instance> {
  const frontendApi: string = FRONTEND_API_HOST[type]
  const kind = type === "development" ? "test" : "live"
  return {
    id: newId("ins"),
    type,
    frontendApi,
    domain: type === "production" ? frontendApi.replace("clerk.", "") : frontendApi,
    publishableKey: `pk_${kind}_${Buffer.from(`${frontendApi}$`).toString("base64")}`,
    secretKey: `sk_${kind}_emulator`,
    signingKey: await generateKeyPair("RS256"),
    seed: "empty",
    settings: defaultSettings(),
    latency,
    latencyAfter: 0,
    initialLatency: latency,
    clock: createClock(),
    inbox: [],
    requests: [],
    faults: [],
    users: new Map(),
    usersByEmail: new Map(),
    organizations: new Map(),
    organizationsBySlug: new Map(),
    devices: new Map(),
    clients: new Map(),
    sessions: new Map(),
    signIns: new Map(),
    signUps: new Map(),
    appInvitations: new Map(),
    waitlist: new Map(),
    redirectUrls: new Map(),
    testingTokens: new Map(),
    externalAttempts: new Map(),
    providerAccounts: new Map(),
    providerCodes: new Map(),
    providerBrowsers: new Map(),
    handshakes: new Map(),
    recent: new Map(),
    listeners: new Set()
  }
}

/** Call this after a request that may have changed something. */
export function tellListeners({ listeners }: Instance) {
  for (const listener of listeners) listener()
}

/** Deletes all data except the keys. */
export function clear(instance: Instance) {
  instance.settings = defaultSettings()
  instance.latency = instance.initialLatency
  instance.latencyAfter = 0
  instance.clock.offsetSeconds = 0
  instance.inbox.length = 0
  instance.requests.length = 0
  instance.faults = []
  for (const part of Object.values(instance)) if (part instanceof Map) part.clear()
}
