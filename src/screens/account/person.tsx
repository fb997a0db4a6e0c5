import type { UserSummary } from "~session/snapshot"
import { Picture } from "~ui/controls/picture"

/** Who is signed in. */
export function Person({ user: { fullName, identifier, imageUrl, hasImage } }: { user: UserSummary }) {
  const name = fullName ?? identifier
  return (
    <div className="who">
      <Picture name={name} imageUrl={hasImage ? imageUrl : null} look="round" />
      <div className="who__text">
        <p className="who__name" dir="auto">
          {name}
        </p>
        {fullName !== null && (
          <p className="who__more" dir="auto">
            {identifier}
          </p>
        )}
      </div>
    </div>
  )
}
