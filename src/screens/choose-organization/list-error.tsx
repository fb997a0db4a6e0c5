import { t } from "~i18n"
import type { Pages } from "~react/use-pages"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"

type ListErrorProps = { list: Pages<unknown>; onRetry?: () => void }

/** Says that a list, or a page of it, could not be read. */
export function ListError({ list: { error, isLoading, reload }, onRetry = reload }: ListErrorProps) {
  return (
    <ErrorNotice error={error}>
      <Button isBusy={isLoading} onClick={onRetry}>
        {t("tryAgain")}
      </Button>
    </ErrorNotice>
  )
}
