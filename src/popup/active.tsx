import { t } from "~messaging/translate"
import type { ActiveSession } from "~session/snapshot"
import { Picture } from "~ui/controls/picture"
import { StepHeading } from "~ui/controls/step-heading"
import { Person } from "./person"
import { SignOut } from "./sign-out"

/** Signed in, nothing left to do: what your extension is for belongs here. */
export function Active({ session: { organization, user } }: { session: ActiveSession }) {
  return (
    <>
      <StepHeading>{t("activeTitle")}</StepHeading>
      <Person user={user} />
      {organization ? (
        <div className="who">
          <Picture name={organization.name} imageUrl={organization.imageUrl} />
          <div className="who__text">
            <p className="who__name" dir="auto">
              {organization.name}
            </p>
            <p className="who__more">{organization.roleName}</p>
          </div>
        </div>
      ) : (
        <p className="muted">{t("personalAccount")}</p>
      )}
      <div className="popup__foot">
        <SignOut />
      </div>
    </>
  )
}
