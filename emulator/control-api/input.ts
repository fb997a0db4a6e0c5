import type { Context } from "hono"
import * as v from "valibot"

export type ControlError = { code: string; message: string; path: string }

/** A request that changes nothing because something is wrong with it. */
export class ControlRefusal extends Error {
  constructor(readonly errors: ControlError[]) {
    super(errors[0]?.message)
  }
}

export const refuse = (code: string, message: string, path = "") =>
  new ControlRefusal([{ code, message, path }])

/** The JSON of a request; an absent body counts as `{}`. */
export async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text()
  if (text.length > 1024 * 1024) throw refuse("body_too_large", "The body can have at most 1 MB.")
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
