import { useState } from "react"

type PictureProps = { name: string; imageUrl: string | null; look?: "square" | "round" | undefined }

/** A logo or portrait, or initials if there is none or it can't be loaded. The name is shown beside it. */
export function Picture({ name, imageUrl, look = "square" }: PictureProps) {
  const [broken, setBroken] = useState<string | null>(null)

  const isShown = imageUrl !== null && imageUrl !== broken

  return (
    <span
      className={look === "round" ? "picture picture--round" : "picture"}
      // Drawn by the style: as text they would be a part of what a row says, and not of its name.
      data-initials={isShown ? undefined : initialsOf(name)}
      aria-hidden="true"
    >
      {isShown && <img src={imageUrl} alt="" onError={() => setBroken(imageUrl)} />}
    </span>
  )
}

/** The first letters of a name's first and second word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).slice(0, 2)
  return words.map(firstLetter).join("").toLocaleUpperCase()
}

// A letter as people see it: "é" and "👩‍🚀" may consist of several code points.
function firstLetter(word: string) {
  const [first] = new Intl.Segmenter().segment(word)
  return first?.segment ?? ""
}
