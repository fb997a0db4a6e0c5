import { clear, type Instance } from "../model/instance"
import { demo } from "./demo"
import { plannerFor, type Seed } from "./seed"
import {
  active,
  pendingChooseOrganization,
  pendingEveryTask,
  pendingResetPassword,
  pendingSetupMfa
} from "./tasks"

const SEEDS: Record<string, Seed> = {
  demo,
  /** No users, and everything optional off. */
  empty: { accounts: [], plant: async () => {} },
  active,
  "pending-choose-organization": pendingChooseOrganization,
  "pending-reset-password": pendingResetPassword,
  "pending-setup-mfa": pendingSetupMfa,
  "pending-every-task": pendingEveryTask
}

export const SEED_NAMES = Object.keys(SEEDS)

/** Whom one can sign in as after a seed. */
export const accountsOf = (name: string) => SEEDS[name]?.accounts ?? []

export async function applySeed(instance: Instance, name: string) {
  const seed = SEEDS[name]
  if (!seed) throw new Error(`There is no seed "${name}".`)
  clear(instance)
  instance.seed = name
  await seed.plant(plannerFor(instance))
}
