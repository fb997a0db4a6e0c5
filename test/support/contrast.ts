/** The contrast of two colors, written as `#4046c9` or `rgb(64, 70, 201)`: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminanceOf(color: string) {
  const [red = 0, green = 0, blue = 0] = stepsOf(color).map((step) => {
    const share = step / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function stepsOf(color: string) {
  const hex = /^#(\w\w)(\w\w)(\w\w)$/.exec(color)?.slice(1)
  if (hex) return hex.map((digits) => Number.parseInt(digits, 16))
  const rgb = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(color)?.slice(1)
  if (rgb) return rgb.map(Number)
  throw new Error(`"${color}" is no color that this test can read.`)
}
