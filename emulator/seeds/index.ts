import { clear, type Instance } from "../model/instance"
import { newApp } from "./new-app"
import { plannerFor, type Seed } from "./seed"
import {
  active,
  MADE_BEFORE_DEVICE_TRUST,
  pendingChooseOrganization,
  pendingEveryTask,
  pendingResetPassword,
  pendingSetupMfa
} from "./tasks"

const SEEDS: Record<string, Seed> = {
  "new-app": newApp,
  /** No users, and everything optional off. */
  empty: { accounts: [], plant: async ({ settings }) => settings(MADE_BEFORE_DEVICE_TRUST) },
  active,
  "pending-choose-organization": pendingChooseOrganization,
  "pending-reset-password": pendingResetPassword,
  "pending-setup-mfa": pendingSetupMfa,
  "pending-every-task": pendingEveryTask
}

export const SEED_NAMES = Object.keys(SEEDS)

/** The accounts to sign in with after a seed. */
export const accountsOf = (name: string) => SEEDS[name]?.accounts ?? []

export async function applySeed(instance: Instance, name: string) {
  const seed = SEEDS[name]
  if (!seed) throw new Error(`Unknown seed "${name}".`)
  clear(instance)
  instance.seed = name
  await seed.plant(plannerFor(instance))
}
