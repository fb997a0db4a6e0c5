import { useState } from "react"

import { t } from "~messaging/translate"
import { ChooseOrganization } from "~ui/choose-organization/choose-organization"
import { TaskPage } from "~ui/task-page"

/** The page of the session task `choose-organization`. */
export default function ChooseOrganizationPage() {
  const [hasLogoFailed, setHasLogoFailed] = useState(false)

  return (
    <TaskPage
      task="choose-organization"
      doneNote={hasLogoFailed ? t("createOrganizationLogoFailed") : undefined}
    >
      <ChooseOrganization onLogoFailed={() => setHasLogoFailed(true)} />
    </TaskPage>
  )
}
