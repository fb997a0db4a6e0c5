import { useMemo } from "react"
import { encode } from "uqr"

import { qrPath } from "./qr-path"

// Scanners need this much white around it.
const QUIET_ZONE = 4
const PIXELS_PER_MODULE = 4

/** A QR code, black on white in both colour schemes, because many scanners know no other. */
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
