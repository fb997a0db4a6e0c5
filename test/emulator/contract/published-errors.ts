import { readFileSync } from "node:fs"
import published from "./published-errors.json" with { type: "json" }

/** The codes that Clerk publishes for its Frontend API, by the part of Clerk that they belong to. */
export const publishedErrors: Record<string, string[]> = published.codes

/** As in Clerk's own file: each error's code, where it comes from, and which of Clerk's APIs answers with it. */
type ClerkError = { code: string; file: string; usage: { fapi: boolean } }

/** The same from Clerk's file, which `API_ERRORS` names: `data/api_errors.json` of clerk/clerk-docs. `undefined` without it. */
export function readPublishedErrors(): Record<string, string[]> | undefined {
  const file = process.env.API_ERRORS
  if (!file) return undefined
  const errors: ClerkError[] = JSON.parse(readFileSync(file, "utf8"))
  const codes: Record<string, string[]> = {}
  for (const { code, file, usage } of errors) {
    if (!usage.fapi || !code) continue
    const area = file.replace(/\.go$/, "")
    codes[area] = [...new Set([...(codes[area] ?? []), code])].sort()
  }
  return codes
}
