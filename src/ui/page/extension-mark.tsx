import { t } from "~i18n"

/** The extension's icon and name. */
export function ExtensionMark() {
  return (
    <p className="extension-mark">
      <img src={extensionIcon()} alt="" width="20" height="20" />
      {t("extensionName")}
    </p>
  )
}

/** The address of the extension's icon: the build chooses its name. */
export function extensionIcon(): string {
  return chrome.runtime.getURL(chrome.runtime.getManifest().icons?.["48"] ?? "")
}
