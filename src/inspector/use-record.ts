import { useEffect, useState } from "react"
import { type InspectorRecord, RECORD_KEY } from "./record"

const EMPTY: InspectorRecord = { workers: 0, entries: [] }

/** What the service worker has recorded, live. Reading it doesn't wake the worker. */
export function useRecord(): InspectorRecord {
  const [record, setRecord] = useState(EMPTY)

  useEffect(() => {
    const show = (value: unknown) => setRecord((value as InspectorRecord | undefined) ?? EMPTY)
    const follow = ({ [RECORD_KEY]: change }: Record<string, chrome.storage.StorageChange>) => {
      if (change) show(change.newValue)
    }
    chrome.storage.session.onChanged.addListener(follow)
    void chrome.storage.session.get(RECORD_KEY).then(({ [RECORD_KEY]: stored }) => show(stored))
    return () => chrome.storage.session.onChanged.removeListener(follow)
  }, [])

  return record
}
