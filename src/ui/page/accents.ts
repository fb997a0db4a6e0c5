/**
 * The largest luminance of an accent on light colors, and the smallest on dark ones. Within these limits, its contrast is at least 4.5 with
 * every background in `theme.css` and with the text on it. A test compares them with that file.
 * @see https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
const MOST_ON_LIGHT = 0.15
const LEAST_ON_DARK = 0.29

/** Black on dark, or white on light, would look disabled, so grays turn into their opposite. */
const GRAY_ON_LIGHT = 0.02
const GRAY_ON_DARK = 0.8

/** How much brighter the same hue may get before white is mixed in. Without a limit, colors that are nearly black would glow. */
const MOST_BRIGHTENED = 8

/** Red, green and blue in linear light, from 0 to 1. */
type Light = number[]

/** The properties that `theme.css` uses: the brand's color if it's readable, or else a darker or lighter one. */
export function accentsOf(color: string): Record<"--instance-accent" | "--instance-accent-hover", string> {
  const brand = read(color)
  const [light, dark] = [onLight(brand), onDark(brand)]
  return {
    "--instance-accent": `light-dark(${write(light)}, ${write(dark)})`,
    "--instance-accent-hover": `light-dark(${write(hoverOnLight(light))}, ${write(hoverOnDark(dark))})`
  }
}

function onLight(brand: Light) {
  const luminance = luminanceOf(brand)
  if (luminance <= MOST_ON_LIGHT) return brand
  return times(brand, (isGray(brand) ? GRAY_ON_LIGHT : MOST_ON_LIGHT) / luminance)
}

function onDark(brand: Light) {
  const luminance = luminanceOf(brand)
  if (luminance >= LEAST_ON_DARK) return brand
  const wanted = isGray(brand) ? GRAY_ON_DARK : LEAST_ON_DARK
  const bright = times(brand, Math.min(MOST_BRIGHTENED, 1 / Math.max(...brand), wanted / luminance))
  const reached = luminanceOf(bright)
  return withWhite(bright, (wanted - reached) / (1 - reached))
}

// Away from the background, or a little toward it if there's no more room.
const hoverOnLight = (accent: Light) =>
  luminanceOf(accent) > 0.03 ? times(accent, 0.7) : withWhite(accent, 0.05)
const hoverOnDark = (accent: Light) =>
  luminanceOf(accent) < 0.7 ? withWhite(accent, 0.3) : times(accent, 0.8)

const times = (light: Light, factor: number) => light.map((part) => part * factor)
const withWhite = (light: Light, share: number) => light.map((part) => part + (1 - part) * share)

function luminanceOf([red = 0, green = 0, blue = 0]: Light) {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function isGray(light: Light) {
  const steps = light.map(toStep)
  return Math.max(...steps) - Math.min(...steps) < 24
}

function read(color: string): Light {
  const digits = color.slice(1)
  const size = digits.length / 3
  return [0, 1, 2].map((index) => {
    const step = Number.parseInt(
      digits.slice(index * size, (index + 1) * size).padStart(2, digits[index]),
      16
    )
    return step <= 10 ? step / 3294.6 : ((step / 255 + 0.055) / 1.055) ** 2.4
  })
}

function write(light: Light) {
  return `#${light.map((part) => toStep(part).toString(16).padStart(2, "0")).join("")}`
}

function toStep(part: number) {
  const share = part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055
  return Math.round(Math.min(share, 1) * 255)
}
