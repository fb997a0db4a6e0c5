import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { withExtension } from "../support/with-extension"
import { createRandom, SEED } from "./random"
import { playStory } from "./robot"
import { ROUNDS } from "./rounds"

for (let round = 1; round <= ROUNDS; round += 1) {
  test(`the story is completed once, however often Chrome stops the worker: round ${round} of seed ${SEED}`, () =>
    withExtension({ seed: "pending-every-task", settings: { mfa: { phoneCode: false } } }, async (story) => {
      const { emulator, snapshot } = story
      const random = createRandom(SEED + round)
      // Delays the answer after the work: a worker that has stopped by then had its request carried out, and never finds out.
      await emulator.setLatency({ afterMilliseconds: random.pick([0, 80, 200, 350]) })

      let kills = 0
      const { backupCodes } = await playStory(story, async ({ inARow }) => {
        // If the worker never lives long enough for a step, users get nowhere either.
        if (inARow > 3) return
        await sleep(10 + random.below(990))
        await story.stopServiceWorker()
        kills += 1
      })

      const { sessions, organizations, users } = await emulator.state()
      const zeta = organizations.filter(({ name }) => name === "Zeta")
      expect(kills).toBeGreaterThan(3)
      expect(zeta).toHaveLength(1)
      expect(sessions).toMatchObject([{ status: "active", tasks: [], activeOrganizationId: zeta[0]?.id }])
      expect(await snapshot("active")).toMatchObject({ organization: { name: "Zeta" } })
      expect(users).toMatchObject([{ totp: true, passwordCompromised: false, backupCodesLeft: 10 }])
      expect(backupCodes.at(-1)).toHaveLength(10)
    }))
}
