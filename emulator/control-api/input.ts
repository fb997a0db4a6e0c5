import type { Context } from "hono"
import * as v from "valibot"

type ControlError = { code: string; message: string; path: string }

/** Rejects an invalid request. Nothing has changed when it is thrown. */
export class ControlRefusal extends Error {
  constructor(readonly errors: ControlError[]) {
    super(errors[0]?.message)
  }
}

export const refuse = (code: string, message: string, path = "") =>
  new ControlRefusal([{ code, message, path }])

/** How many records to create at once. */
export const Count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)))

const Slug = v.pipe(v.string(), v.regex(/^[a-z0-9_-]+$/))

/** The plan and features of a user or an organization. New features replace the old ones. */
export const subscription = {
  plan: v.optional(v.nullable(Slug)),
  features: v.optional(v.array(Slug))
}

/** Parses the JSON body of a request. An empty body counts as `{}`. */
export async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text()
  try {
    return text.trim() === "" ? {} : JSON.parse(text)
  } catch {
    throw refuse("body_invalid", "The request body isn't valid JSON.")
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
