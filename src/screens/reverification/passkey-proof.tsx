import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import type { MessageError } from "~messaging/message-error"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { ReadFirst } from "~ui/controls/read-first"
import { usePasskey } from "~ui/passkey/use-passkey"

type PasskeyProofProps = {
  describedBy: string
  isSending: boolean
  error: MessageError | null
  level: "first" | "second"
  onProof: (proof: RequestOf<"attempt-reverification">) => unknown
}

/** Takes one of the user's passkeys. */
export function PasskeyProof({ describedBy, isSending, error, level, onProof }: PasskeyProofProps) {
  const passkey = usePasskey(`${level}-reverification`, async (credential) =>
    onProof({ level, strategy: "passkey", credential })
  )
  return (
    <>
      <ReadFirst id={describedBy} isMuted>
        {t("passkeyReason")}
      </ReadFirst>
      <div className="actions">
        <Button
          look="primary"
          aria-describedby={describedBy}
          isBusy={passkey.isAsking || isSending}
          onClick={passkey.ask}
        >
          {t("usePasskey")}
        </Button>
        <ErrorNotice error={passkey.error ?? error} />
      </div>
    </>
  )
}
