import type { CDPSession, Page } from "puppeteer"
import type { EmulatorClient } from "./emulator-client"

type PlantedPasskey = Awaited<ReturnType<EmulatorClient["addPasskey"]>>

/** Gives a page an authenticator with these passkeys, whose owner agrees to everything, or to nothing. */
export async function giveAuthenticator(
  page: Page,
  passkeys: PlantedPasskey[],
  { agrees = true } = {}
): Promise<CDPSession> {
  const session = await page.createCDPSession()
  await session.send("WebAuthn.enable")
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: agrees,
      automaticPresenceSimulation: true
    }
  })
  for (const passkey of passkeys) {
    await session.send("WebAuthn.addCredential", {
      authenticatorId,
      credential: passkey
    })
  }
  return session
}
