const SIGNATURES: [type: string, offset: number, bytes: number[]][] = [
  ["image/png", 0, [0x89, 0x50, 0x4e, 0x47]],
  ["image/jpeg", 0, [0xff, 0xd8, 0xff]],
  ["image/gif", 0, [0x47, 0x49, 0x46, 0x38]],
  ["image/webp", 8, [0x57, 0x45, 0x42, 0x50]]
]

/** Detects the type of an upload from its first bytes, because its name and declared type prove nothing. */
export function imageType(bytes: Uint8Array) {
  return SIGNATURES.find(([, offset, signature]) =>
    signature.every((byte, index) => bytes[offset + index] === byte)
  )?.[0]
}

/** The suggested logo for a new organization. Clerk finds the company's own. */
export const PROPOSED_LOGO = {
  id: "proposed-logo",
  type: "image/png",
  blurHash: "001%8B",
  bytes: new Uint8Array(
    Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgAQMAAABJtOi3AAAABlBMVEUPdm7////55LhXAAAAR0lEQVR42mNgwA8YG4AE8wEgwf4ASPB/ABLyP4CEXQ2QqLEDEj/kgco+8DcwMD9gPwAhwFywBEQJWDFYG9gAsFFgQ8HG4wMANcoT7dInOfoAAAAASUVORK5CYII=",
      "base64"
    )
  )
}
