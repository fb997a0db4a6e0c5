/** `npm run test:hostile` takes its time. */
export const IS_LONG_RUN = process.env.npm_lifecycle_event === "test:hostile"

/** How often a story is played; `HOSTILE_ROUNDS` overrides it. */
export const ROUNDS = Number(process.env.HOSTILE_ROUNDS || (IS_LONG_RUN ? 40 : 1))
