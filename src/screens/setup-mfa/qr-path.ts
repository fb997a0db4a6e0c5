/** Draws the dark modules of a QR code as one path, each run of them in a row as a bar one unit high. */
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
