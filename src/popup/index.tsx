import { useState } from "react"
export default function P() {
  const [a] = useState(1)
  return <p>{a}</p>
}
