import { ApiError, apiError, paramDuplicate, paramMissing, paramNil, paramTooLong } from "./errors"

type UploadedFile = { bytes: Uint8Array<ArrayBuffer> }

/** Longer than the password rules allow, so that a rule rejects it. */
export const MAX_PASSWORD = 1000

/** The fields of a request's body. An empty string means the user left the field blank. */
export class Form {
  readonly #fields = new Map<string, string>()
  readonly file: UploadedFile | undefined

  constructor(fields: Iterable<readonly [string, string]> = [], file?: UploadedFile) {
    for (const [name, value] of fields) {
      if (this.#fields.has(name)) throw paramDuplicate(name)
      this.#fields.set(name, value)
    }
    this.file = file
  }

  has(name: string) {
    return this.#fields.has(name)
  }

  /** `undefined` if the field is missing or blank. */
  text(name: string, maxLength = 256): string | undefined {
    const value = this.#fields.get(name)
    if (value && value.length > maxLength) throw paramTooLong(name, maxLength)
    return value || undefined
  }

  required(name: string, maxLength?: number): string {
    if (!this.has(name)) throw paramMissing(name)
    const value = this.text(name, maxLength)
    if (value === undefined) throw paramNil(name)
    return value
  }

  flag(name: string) {
    return this.#fields.get(name) === "true"
  }
}

const MAX_FORM = 256 * 1024
const MAX_UPLOAD = 10 * 1024 * 1024

export async function readForm(request: Request): Promise<Form> {
  const type = request.headers.get("content-type") ?? ""
  const isUpload = /^(multipart\/form-data|application\/octet-stream)/i.test(type)
  const body = await readBody(request, isUpload ? MAX_UPLOAD : MAX_FORM)
  if (body.length === 0) return new Form()
  if (/^application\/octet-stream/i.test(type)) return new Form([], { bytes: body })
  if (/^multipart\/form-data/i.test(type)) return readMultipart(body, type)
  if (/^application\/x-www-form-urlencoded/i.test(type)) return readUrlEncoded(body)
  throw apiError(
    415,
    "unsupported_content_type",
    "Send the request body as application/x-www-form-urlencoded."
  )
}

const readUrlEncoded = (body: Uint8Array) => new Form(new URLSearchParams(textOf(body)))

export function textOf(body: Uint8Array) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body)
  } catch {
    throw malformed()
  }
}

async function readMultipart(body: Uint8Array<ArrayBuffer>, type: string) {
  const data = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => {
    throw malformed()
  })
  const fields: [string, string][] = []
  let file: UploadedFile | undefined
  for (const [name, value] of data) {
    if (typeof value === "string") fields.push([name, value])
    else if (name === "file") file = { bytes: new Uint8Array(await value.arrayBuffer()) }
  }
  return new Form(fields, file)
}

/** Reads at most `max` bytes, whatever `Content-Length` claims. */
export async function readBody(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = Number(request.headers.get("content-length") ?? 0)
  if (size > max) throw tooLarge(max)
  if (!request.body) return new Uint8Array()
  size = 0
  try {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > max) throw tooLarge(max)
      chunks.push(chunk)
    }
  } catch (error) {
    // The body ended early.
    throw error instanceof ApiError ? error : malformed()
  }
  return new Uint8Array(Buffer.concat(chunks))
}

const tooLarge = (max: number) =>
  apiError(413, "request_body_too_large", `The request body can't be larger than ${max} bytes.`)

const malformed = () => apiError(400, "request_body_invalid", "The request body couldn't be read.")
