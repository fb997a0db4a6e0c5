import { useEffect, useState } from "react"

/** Whole seconds until a time in epoch milliseconds, counting down to 0. */
export function useSecondsUntil(time: number | null): number {
  const [now, setNow] = useState(Date.now)
  const seconds = time === null ? 0 : Math.max(0, Math.ceil((time - now) / 1000))

  useEffect(() => {
    if (time === null || time <= Date.now()) return
    setNow(Date.now())
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= time) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [time])

  return seconds
}
