import { t } from "~i18n"
import type { Pages } from "~react/use-pages"
import { useTask } from "~screens/task-page/task"
import { Button } from "~ui/controls/button"

/** No organization to choose, and the user may not create one: someone else has to act first. */
export function NothingToChoose({ lists }: { lists: Pages<unknown>[] }) {
  const { user } = useTask().session

  function checkAgain() {
    for (const list of lists) list.reload()
  }

  return (
    <div className="stack">
      <p>{t("nothingToChoose", user.identifier)}</p>
      <p>{t("nothingToChooseForward")}</p>
      <Button look="primary" isBusy={lists.some(({ isLoading }) => isLoading)} onClick={checkAgain}>
        {t("checkAgain")}
      </Button>
    </div>
  )
}
