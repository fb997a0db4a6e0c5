import { useId } from "react"

import { type TextKey, t } from "~i18n"
import type { MfaMethod } from "~session/snapshot"
import { ChoiceRow } from "~ui/controls/choice-row"
import { Heading } from "~ui/controls/heading"

const texts: Record<MfaMethod, [name: TextKey, detail: TextKey]> = {
  totp: ["authenticatorApp", "authenticatorAppDetail"],
  phone_code: ["textMessage", "textMessageDetail"]
}

type ChooseMethodProps = {
  methods: MfaMethod[]
  takesFocus: boolean
  onChoose: (method: MfaMethod) => void
}

/** The choice among the second factors that the instance allows. */
export function ChooseMethod({ methods, takesFocus, onChoose }: ChooseMethodProps) {
  const headingId = useId()
  return (
    <section className="stack stack--tight" aria-labelledby={headingId}>
      <Heading level={2} id={headingId} takesFocus={takesFocus}>
        {t("chooseMethod")}
      </Heading>
      <ul className="choices">
        {methods.map((method) => {
          const [name, detail] = texts[method]
          return <ChoiceRow key={method} name={t(name)} detail={t(detail)} onPress={() => onChoose(method)} />
        })}
      </ul>
    </section>
  )
}
