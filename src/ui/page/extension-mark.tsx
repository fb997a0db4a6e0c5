import { t } from "~messaging/translate"

/** The extension's icon and name. */
export function ExtensionMark() {
  const icon = chrome.runtime.getManifest().icons?.["48"]
  return (
    <p className="extension-mark">
      {icon && <img src={chrome.runtime.getURL(icon)} alt="" width="20" height="20" />}
      {t("extensionName")}
    </p>
  )
}
