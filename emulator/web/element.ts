type Child = Node | string | false | null | undefined
type Attributes = Record<string, string | number | boolean | ((event: Event) => void) | undefined>

/** Creates an element. Strings become text, functions become event listeners, and `false` omits an attribute. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value)
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : `${value}`)
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)))
  return element
}

/** Finds an element of the page by its id. */
export function find<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const element = document.getElementById(id)
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} with the id "${id}".`)
  return element
}

/** The form's values, by the names of its inputs. Blank fields are left out. */
export function valuesOf(form: HTMLFormElement): Record<string, string | number | true> {
  const values: Record<string, string | number | true> = {}
  for (const input of form.elements) {
    if (!(input instanceof HTMLInputElement || input instanceof HTMLSelectElement)) continue
    const { name, type, value } = input
    if (type === "checkbox") {
      if ((input as HTMLInputElement).checked) values[name] = true
    } else if (value !== "") values[name] = type === "number" ? Number(value) : value
  }
  return values
}
