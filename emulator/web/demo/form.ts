import { h, valuesOf } from "../element"

export type Field = {
  name: string
  label: string
  type?: string
  autocomplete?: string
  optional?: boolean
}

/** A form that shows Clerk's error at the field it belongs to. */
export function drawForm({
  fields = [],
  submit,
  run
}: {
  fields?: Field[]
  submit: string
  run: (values: Record<string, string>) => Promise<unknown>
}) {
  const error = h("p", { class: "error", role: "alert", id: `error-${submit.replaceAll(" ", "-")}` })
  const inputs = fields.map(({ name, type = "text", autocomplete = "off", optional = false }) =>
    h("input", { name, type, autocomplete, required: !optional, "aria-describedby": error.id })
  )
  const button = h("button", { type: "submit", class: "primary" }, submit)
  const labels = fields.map(({ label }, index) => h("label", {}, label, inputs[index]))
  const form = h("form", {}, ...labels, error, button)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    button.disabled = true
    error.textContent = ""
    for (const input of inputs) input.removeAttribute("aria-invalid")
    try {
      await run(valuesOf(form) as Record<string, string>)
    } catch (reason) {
      const { message, field } = explain(reason)
      error.textContent = message
      const input = inputs.find(({ name }) => name === field) ?? inputs[0]
      input?.setAttribute("aria-invalid", "true")
      input?.focus()
    }
    button.disabled = false
  })
  return form
}

export const drawCodeForm = (label: string, verify: (code: string) => Promise<unknown>) =>
  drawForm({
    fields: [{ name: "code", label, autocomplete: "one-time-code" }],
    submit: "Verify",
    run: ({ code = "" }) => verify(code)
  })

/** A button that shows Clerk's error below it. */
export function drawButton(label: string, run: () => Promise<unknown>, ...details: (Node | string)[]) {
  const error = h("p", { class: "error", role: "alert" })
  const button = h("button", { type: "button" }, label, ...details)
  button.addEventListener("click", async () => {
    button.disabled = true
    try {
      await run()
    } catch (reason) {
      error.textContent = explain(reason).message
    }
    button.disabled = false
  })
  return h("div", {}, button, error)
}

type Refusal = { errors?: { longMessage?: string; message: string; meta?: { paramName?: string } }[] }

function explain(reason: unknown) {
  const [first] = (reason as Refusal | undefined)?.errors ?? []
  if (first) return { message: first.longMessage ?? first.message, field: first.meta?.paramName }
  return { message: reason instanceof Error ? reason.message : String(reason), field: undefined }
}
