import { useState } from "react"

import { t } from "~i18n"
import { Button } from "~ui/controls/button"
import { Heading } from "~ui/controls/heading"
import { openSignIn } from "./open-sign-in"

/** How to sign in, for a page that needs a session. The page continues by itself once there is one. */
export function SignedOut() {
  const [isPopupRefused, setIsPopupRefused] = useState(false)

  async function open() {
    setIsPopupRefused(!(await openSignIn()))
  }

  return (
    <div className="stack">
      <div className="stack stack--tight">
        <Heading level={1}>{t("signedOutTitle")}</Heading>
        <p className="muted">{t("signedOutReason")}</p>
      </div>
      <Button look="primary" onClick={open}>
        {t("openSignIn")}
      </Button>
      {isPopupRefused && <p role="alert">{t("clickToolbarIcon")}</p>}
    </div>
  )
}
