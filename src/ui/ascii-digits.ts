const DIGIT = /\p{Nd}/u

/**
 * Writes the digits of every script as 0 to 9, because Clerk accepts no others. Japanese keyboards type "１２３", and Arabic ones "١٢٣".
 * Full-width letters and signs become plain ones, too.
 */
export function withAsciiDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => String(digitAt(digit.codePointAt(0) ?? 0)))
}

// Unicode lists the digits of a script in a row, from 0 to 9.
function digitAt(digit: number) {
  let first = digit
  while (DIGIT.test(String.fromCodePoint(first - 1))) first--
  return (digit - first) % 10
}
