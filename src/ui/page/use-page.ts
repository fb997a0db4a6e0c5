import { useEffect, useEffectEvent, useLayoutEffect } from "react"

import { t } from "~i18n"
import { type Command, useCommand } from "~react/use-command"
import { useSnapshot } from "~react/use-snapshot"
import { titlePage } from "~ui/page-title"
import { extensionIcon } from "./extension-mark"
import { useBrandColor } from "./use-brand-color"
import { useKeptFocus } from "./use-kept-focus"

/**
 * What every page does when it opens: it sets its language and title, and has the service worker sync; again when
 * the user comes back to the page, and when the network is back.
 */
export function usePage(title: string): Command<"sync-session"> {
  const sync = useCommand("sync-session")
  useBrandColor()

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

  const requestSync = useEffectEvent((options: { force?: boolean }) => sync.send(options))
  useEffect(() => {
    let syncing = requestSync({})
    const away = new AbortController()
    const { signal } = away
    const syncWhenSeen = () => {
      if (document.visibilityState === "visible") syncing = requestSync({})
    }
    // A sync that was under way without a network doesn't count for this one.
    const syncOnline = async () => {
      // Hidden pages follow the snapshot. Otherwise, each of dozens of tabs would force a sync.
      if (document.visibilityState !== "visible") return
      await syncing
      syncing = requestSync({ force: true })
    }
    document.addEventListener("visibilitychange", syncWhenSeen, { signal })
    window.addEventListener("online", syncOnline, { signal })
    return () => away.abort()
  }, [])

  // Storage no longer contains a snapshot, or the browser has just started and has none.
  const isUnknown = useSnapshot().status === "loading"
  useEffect(() => {
    if (isUnknown) requestSync({})
  }, [isUnknown])

  return sync
}
