import * as v from "valibot"
import { addOrganizations } from "../control-api/organizations"
import { addAccount, type NewProviderAccountInput } from "../control-api/provider-accounts"
import { addUsers, type NewUserInput } from "../control-api/users"
import type { Instance } from "../model/instance"
import { mergeSettings, Settings, type SettingsPatch } from "../model/settings"

/** An account to sign in with, and what to expect. */
export type Account = { address: string; password: string; expect: string }

/** Fills an instance with the same functions as the control API. */
export type Seed = { accounts: Account[]; plant(plan: Planner): Promise<void> }

export type Planner = {
  settings(patch: SettingsPatch): void
  /** Returns the organization's id. */
  organization(input: { name: string; slug?: string; domain?: string }): string
  user(input: NewUserInput): Promise<unknown>
  /** Adds an account at one provider, or at all of them. */
  providerAccount(input: NewProviderAccountInput): void
}

export const plannerFor = (instance: Instance): Planner => ({
  settings(patch) {
    instance.settings = v.parse(Settings, mergeSettings(instance.settings, patch))
  },
  organization(input) {
    const organization = addOrganizations(instance, input)
    return Array.isArray(organization) ? "" : organization.id
  },
  user: (input) => addUsers(instance, input),
  providerAccount(input) {
    addAccount(instance, input)
  }
})
