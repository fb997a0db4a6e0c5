import { useMemo } from "react"
import { encode } from "uqr"

// Scanners need this much white around it.
const QUIET_ZONE = 4
const PIXELS_PER_MODULE = 4

/** A QR code, black on white in both color schemes, because many scanners read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { data } = encode(text, { ecc: "L", border: QUIET_ZONE })
    return { size: data.length, path: qrPath(data) }
  }, [text])

  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width={size * PIXELS_PER_MODULE}
      height={size * PIXELS_PER_MODULE}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}

/** Draws the dark modules of a QR code as one path; each run in a row becomes a bar one unit high. */
export function qrPath(rows: boolean[][]): string {
  return rows
    .flatMap((row, y) => runsIn(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`))
    .join("")
}

function runsIn(row: boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    const last = runs.at(-1)
    if (!isDark) return
    if (last && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  })
  return runs
}
