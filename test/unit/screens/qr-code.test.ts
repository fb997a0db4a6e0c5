import { encode } from "uqr"
import { expect, test } from "vitest"
import { qrPath } from "~screens/setup-mfa/qr-code"

test("each run of dark modules is one bar", () => {
  const rows = ["..##.", "#...#", "....."].map((row) => [...row].map((module) => module === "#"))

  expect(qrPath(rows)).toBe("M2 0h2v1h-2zM0 1h1v1h-1zM4 1h1v1h-1z")
})

test("the bars cover the dark modules of a code and no others", () => {
  const { data } = encode("otpauth://totp/Emulator:ada?secret=JBSWY3DPEHPK3PXP", { border: 4 })

  expect(drawn(qrPath(data), data.length)).toEqual(data)
})

function drawn(path: string, size: number) {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(width))
  }
  return rows
}
