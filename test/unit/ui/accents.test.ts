import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { accentsOf } from "~ui/page/accents"
import { contrastOf } from "../../support/contrast"

const SCHEMES = ["light", "dark"] as const
type Scheme = (typeof SCHEMES)[number]

const theme = readFileSync(new URL("../../../src/ui/theme.css", import.meta.url), "utf8")

/** A color of `theme.css`. */
function themeColor(name: string, scheme: Scheme) {
  return pick(new RegExp(`--color-${name}: (.*);`).exec(theme)?.[1], scheme)
}

function pick(value: string | undefined, scheme: Scheme) {
  const [, light, dark] = /light-dark\((#\w{6}), (#\w{6})\)/.exec(value ?? "") ?? []
  const color = scheme === "light" ? light : dark
  if (!color) throw new Error(`"${value}" is no pair of colors.`)
  return color
}

function accentOf(color: string, scheme: Scheme) {
  const accents = accentsOf(color)
  return {
    accent: pick(accents["--instance-accent"], scheme),
    hover: pick(accents["--instance-accent-hover"], scheme)
  }
}

// The same colors in every run, from the whole color cube.
const many = Array.from({ length: 1_000 }, (_, index) => {
  const color = Math.floor(((index * 0.6180339887) % 1) * 0x1000000)
  return `#${color.toString(16).padStart(6, "0")}`
})
const known = ["#fff", "#000000", "#ffff00", "#ffd400", "#0000ff", "#00ff00", "#ff0000", "#808080", "#0a1f44"]

describe.each(SCHEMES)("on %s colors", (scheme) => {
  const stands = ["surface", "raised", "hover", "danger-surface"].map((name) => themeColor(name, scheme))
  const text = themeColor("accent-text", scheme)

  test("every brand color becomes a readable accent, and text on it is readable", () => {
    for (const color of [...known, ...many]) {
      const { accent, hover } = accentOf(color, scheme)
      const contrasts = [
        ...stands.map((surface) => contrastOf(accent, surface)),
        contrastOf(text, accent),
        contrastOf(text, hover)
      ]

      expect(Math.min(...contrasts), `${color} became ${accent}, ${hover}`).toBeGreaterThanOrEqual(4.5)
      expect(accent).not.toBe(hover)
    }
  })

  test("the theme's own accents are readable, too", () => {
    const accent = themeColor("accent", scheme)

    for (const surface of stands) expect(contrastOf(accent, surface)).toBeGreaterThanOrEqual(4.5)
    expect(contrastOf(text, accent)).toBeGreaterThanOrEqual(4.5)
    expect(contrastOf(text, themeColor("accent-hover", scheme))).toBeGreaterThanOrEqual(4.5)
  })
})

test("a readable color stays as it is", () => {
  expect(accentOf("#4046c9", "light").accent).toBe("#4046c9")
  expect(accentOf("#a3a9ff", "dark").accent).toBe("#a3a9ff")
})

test("a color with three digits equals the one with six", () => {
  expect(accentsOf("#b25")).toEqual(accentsOf("#bb2255"))
})

test("a color keeps its hue: yellow turns brown, not green or gray", () => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    Number.parseInt(accentOf("#ffd400", "light").accent.slice(at, at + 2), 16)
  )

  expect(red).toBeGreaterThan(green)
  expect(green).toBeGreaterThan(blue + 50)
})

test("black and white turn into each other rather than into gray", () => {
  expect(contrastOf(accentOf("#000000", "dark").accent, "#ffffff")).toBeLessThan(1.3)
  expect(contrastOf(accentOf("#ffffff", "light").accent, "#000000")).toBeLessThan(1.5)
})
