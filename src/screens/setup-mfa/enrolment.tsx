import { t } from "~i18n"
import type { TotpEnrolment } from "~session/task-forms"
import { CopyButton } from "~ui/controls/copy-button"
import { QrCode } from "./qr-code"

/** An authenticator app's secret: to scan, to copy, or to open on this device. */
export function Enrolment({ enrolment: { secret, uri } }: { enrolment: TotpEnrolment }) {
  return (
    <div className="enrolment">
      <p className="enrolment__text">{t("scanQrCode")}</p>
      <QrCode text={uri} label={t("qrCode")} />
      <div className="enrolment__other stack stack--tight">
        <p className="muted small">{t("enterSetupKey")}</p>
        <code className="enrolment__key">{grouped(secret)}</code>
        <div className="enrolment__actions">
          <CopyButton text={secret} label={t("copySetupKey")}>
            {t("copy")}
          </CopyButton>
          <a className="link" href={uri}>
            {t("openAuthenticatorApp")}
          </a>
        </div>
      </div>
    </div>
  )
}

/** In groups of four, which are easier to read and to type: "ABCD EFGH". */
function grouped(key: string) {
  return key.match(/.{1,4}/g)?.join(" ") ?? ""
}
