import type { Context } from "hono"
import * as v from "valibot"

type ControlError = { code: string; message: string; path: string }

/** A request that changes nothing because something is wrong with it. */
export class ControlRefusal extends Error {
  constructor(readonly errors: ControlError[]) {
    super(errors[0]?.message)
  }
}

export const refuse = (code: string, message: string, path = "") =>
  new ControlRefusal([{ code, message, path }])

/** How many to make at once. */
export const Count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)))

const Slug = v.pipe(v.string(), v.regex(/^[a-z0-9_-]+$/))

/** What an administrator may say of a user or an organization. The features replace the ones before. */
export const subscription = {
  plan: v.optional(v.nullable(Slug)),
  features: v.optional(v.array(Slug))
}

/** The JSON of a request; an absent body counts as `{}`. */
export async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text()
  try {
    return text.trim() === "" ? {} : JSON.parse(text)
  } catch {
    throw refuse("body_invalid", "The body is not JSON.")
  }
}

export function check<const Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  throw new ControlRefusal(
    result.issues.map((issue) => ({
      code: issue.type === "strict_object" ? "unknown_field" : "invalid_value",
      message: issue.message,
      path: v.getDotPath(issue) ?? ""
    }))
  )
}
