import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { Ajv, type ValidateFunction } from "ajv"
import { parse } from "yaml"
import type { Exchange } from "./exchanges"

type Response = { $ref?: string; content?: Record<string, unknown> }
type Operation = { responses: Record<string, Response> }
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { responses: Record<string, Response> }
}

/** Where a response doesn't match the description. The items of a list count as one place. */
export type Mismatch = { request: string; status: number; at: string; what: string }

/** The file with Clerk's OpenAPI description of an API. `undefined` if it isn't available. */
export function findDescription(api: "fapi" | "bapi"): string | undefined {
  const chosen = process.env[`${api.toUpperCase()}_SPEC`]
  if (chosen) return chosen
  const folder = fileURLToPath(new URL(`../../../../shared/${api}`, import.meta.url))
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yml")) : []
  const newest = files.sort().at(-1)
  return newest && path.join(folder, newest)
}

/** Reads the description, and returns a function that compares a response with it. */
export function readDescription(file: string) {
  const document: Document = parse(readFileSync(file, "utf8"))
  // The last two only save time: the description is large.
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    validateSchema: false,
    inlineRefs: false
  })
  ajv.addSchema(loosened(document) as object, "description")
  const paths = Object.entries(document.paths).map(([template, operations]) => ({
    template,
    operations,
    // The Backend API's paths leave out the version.
    pattern: new RegExp(`^(?:/v1)?${template.replace(/\{[^}]+\}/g, "[^/]+")}$`)
  }))
  const validators = new Map<string, ValidateFunction>()

  function validatorFor(pointer: string) {
    const known = validators.get(pointer)
    if (known) return known
    const validator = ajv.compile({ $ref: `description#${encodeURI(pointer)}` })
    validators.set(pointer, validator)
    return validator
  }

  function mismatches({ method, path, status, body }: Exchange): Mismatch[] {
    const found = paths.find(({ pattern }) => pattern.test(path))
    const template = found?.template ?? path.replace(/\/[a-z]+_[0-9A-Za-z]{27}(?=\/|$)/g, "/{id}")
    const mismatch = (at: string, what: string) => ({ request: `${method} ${template}`, status, at, what })
    const operation = found?.operations[method.toLowerCase()]
    const response = operation?.responses[status]
    // A request that the description doesn't know has to be refused.
    const isForeign = operation === undefined && status >= 400
    const schema = response
      ? schemaOf(
          document,
          response,
          `/paths/${escaped(template)}/${method.toLowerCase()}/responses/${status}`
        )
      : "/components/schemas/ClerkErrors"
    const undescribed = response || isForeign ? [] : [mismatch("", "this status is not described")]
    if (!schema && body === "") return undescribed
    if (!schema) return [mismatch("", "this content is not described")]

    let json: unknown
    try {
      json = JSON.parse(body)
    } catch {
      return [mismatch("", "this is not JSON")]
    }
    const validate = validatorFor(schema)
    if (validate(json)) return undescribed
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== "if")
    return [
      ...undescribed,
      ...errors.map(({ instancePath, message = "" }) =>
        mismatch(instancePath.replace(/\/\d+(?=\/|$)/g, "/*"), message)
      )
    ]
  }

  return { mismatches }
}

function schemaOf({ components }: Document, { $ref, content }: Response, own: string) {
  const [name] = $ref?.split("/").slice(-1) ?? []
  const pointer = name ? `/components/responses/${name}` : own
  const described = name ? components.responses[name]?.content : content
  return described?.["application/json"] ? `${pointer}/content/application~1json/schema` : undefined
}

const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1")

/** OpenAPI 3.0 as JSON Schema, with `nullable` spelled out, and with additional fields allowed. */
function loosened(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(loosened)
  if (typeof node !== "object" || node === null) return node
  const { additionalProperties, nullable, discriminator, ...rest } = node as Record<string, unknown>
  const schema = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, loosened(value)]))
  return nullable === true ? { if: { type: "null" }, else: schema } : schema
}
