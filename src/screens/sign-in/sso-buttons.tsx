import { type MouseEvent, useState } from "react"
import { t } from "~i18n"
import type { Command } from "~react/use-command"
import type { InstanceSettings, SocialConnection } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { LastUsed } from "./last-used"
import { ProviderIcon } from "./provider-icon"
import { providersOf } from "./sso-ways"

/** With more than these, the buttons form two columns and show only names. */
const MOST_IN_ONE_COLUMN = 2

type SsoButtonsProps = {
  instance: InstanceSettings
  step: "sign-in" | "sign-up"
  sso: Command<"start-sso">
  /** How the user last signed in. */
  lastStrategy?: string | null
  /** A form with other ways follows. */
  hasForm?: boolean
  isBlocked?: boolean
}

/** A button for each social connection of the instance, in the order of Clerk's own components. */
export function SsoButtons({
  instance,
  step,
  sso,
  lastStrategy,
  hasForm = true,
  isBlocked
}: SsoButtonsProps) {
  const { send, isSending } = sso
  const [pressed, setPressed] = useState<string>()
  const providers = providersOf(instance)
  const isWide = providers.length <= MOST_IN_ONE_COLUMN
  const isOneOfSeveral = hasForm || providers.length > 1
  if (providers.length === 0) return null

  function start({ strategy }: SocialConnection, { currentTarget: { form } }: MouseEvent<HTMLButtonElement>) {
    setPressed(strategy)
    const hasAgreed = form !== null && new FormData(form).has("legalAccepted")
    if (step === "sign-in") void send({ for: step, strategy })
    else void send({ for: step, strategy, ...(hasAgreed && { legalAccepted: true }) })
  }

  return (
    <>
      <div className={isWide ? "sso-buttons" : "sso-buttons sso-buttons--columns"}>
        {providers.map((provider, index) => (
          <LastUsed key={provider.strategy} isMarked={isOneOfSeveral && provider.strategy === lastStrategy}>
            {(describedBy) => (
              <Button
                aria-label={isWide ? undefined : t("continueWith", provider.name)}
                aria-describedby={describedBy}
                autoFocus={step === "sign-in" && !hasForm && index === 0}
                isBusy={isSending && pressed === provider.strategy}
                isBlocked={isBlocked || isSending}
                onClick={(event) => start(provider, event)}
              >
                <ProviderIcon {...provider} />
                {isWide ? t("continueWith", provider.name) : provider.name}
              </Button>
            )}
          </LastUsed>
        ))}
      </div>
      {hasForm && <p className="or">{t("orInstead")}</p>}
    </>
  )
}
