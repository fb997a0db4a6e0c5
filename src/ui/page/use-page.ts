import { useEffect, useLayoutEffect } from "react"

import { t } from "~messaging/translate"
import { type Command, useCommand } from "~ui/use-command"
import { extensionIcon } from "./extension-mark"

/**
 * What every page does when it opens: it tells its language and title, and has the service worker look at Clerk; again when
 * the network is back.
 */
export function usePage(title: string): Command<"sync-session"> {
  const sync = useCommand("sync-session")

  useLayoutEffect(() => {
    document.documentElement.lang = t("language")
    document.documentElement.dir = t("direction")
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "icon", href: extensionIcon() })
    )
  }, [])

  useLayoutEffect(() => {
    document.title = `${title} – ${t("extensionName")}`
  }, [title])

  const { send } = sync
  useEffect(() => {
    void send({})
    const sendAgain = () => void send({ force: true })
    window.addEventListener("online", sendAgain)
    return () => window.removeEventListener("online", sendAgain)
  }, [send])

  return sync
}
