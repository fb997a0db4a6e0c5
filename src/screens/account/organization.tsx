import type { OrganizationSummary } from "~session/snapshot"
import { Picture } from "~ui/controls/picture"

/** The organization that is active, and the user's role there. */
export function Organization({
  organization: { name, imageUrl, hasImage, roleName }
}: {
  organization: OrganizationSummary
}) {
  return (
    <div className="who">
      <Picture name={name} imageUrl={hasImage ? imageUrl : null} />
      <div className="who__text">
        <p className="who__name" dir="auto">
          {name}
        </p>
        <p className="who__more">{roleName}</p>
      </div>
    </div>
  )
}
