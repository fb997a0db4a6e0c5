import { useState } from "react"
import { t } from "~i18n"
import { useSnapshot } from "~react/use-snapshot"
import { lastKnownOf } from "~session/snapshot"

/** The logo of the Clerk instance. If it has none, or the logo can't be loaded, the extension's icon and name. */
export function ExtensionMark() {
  const instance = lastKnownOf(useSnapshot())?.instance
  const logoUrl = instance?.brand.logoUrl
  const [broken, setBroken] = useState<string>()

  if (logoUrl && logoUrl !== broken) {
    return (
      <p className="extension-mark">
        <img
          className="extension-mark__logo"
          src={logoUrl}
          alt={instance.applicationName}
          onError={() => setBroken(logoUrl)}
        />
      </p>
    )
  }
  return (
    <p className={instance ? "extension-mark" : "extension-mark extension-mark--early"}>
      <img src={extensionIcon()} alt="" width="20" height="20" />
      {t("extensionName")}
    </p>
  )
}

/** The URL of the extension's icon. The build chooses its name. */
export function extensionIcon(): string {
  return chrome.runtime.getURL(chrome.runtime.getManifest().icons?.["48"] ?? "")
}
