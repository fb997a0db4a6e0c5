import { useEffect, useEffectEvent, useLayoutEffect } from "react"

import { t } from "~i18n"
import { type Command, useCommand } from "~react/use-command"
import { useSnapshot } from "~react/use-snapshot"
import { titlePage } from "~ui/page-title"
import { extensionIcon } from "./extension-mark"
import { useKeptFocus } from "./use-kept-focus"

/**
 * What every page does when it opens: it tells its language and title, and has the service worker look at Clerk; again when
 * somebody comes back to the page, and when the network is back.
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
    titlePage(title)
  }, [title])

  useKeptFocus()

  const lookAtClerk = useEffectEvent((options: { force?: boolean }) => sync.send(options))
  useEffect(() => {
    let look = lookAtClerk({})
    const away = new AbortController()
    const { signal } = away
    const lookWhenSeen = () => {
      if (document.visibilityState === "visible") look = lookAtClerk({})
    }
    // A look that was under way without a network tells nothing of this one.
    const lookOnline = async () => {
      await look
      look = lookAtClerk({ force: true })
    }
    document.addEventListener("visibilitychange", lookWhenSeen, { signal })
    window.addEventListener("online", lookOnline, { signal })
    return () => away.abort()
  }, [])

  // What's in storage is no snapshot any more, or the browser has just started and has none.
  const isUnknown = useSnapshot().status === "loading"
  useEffect(() => {
    if (isUnknown) lookAtClerk({})
  }, [isUnknown])

  return sync
}
