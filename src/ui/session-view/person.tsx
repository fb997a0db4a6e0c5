import type { UserSummary } from "~session/snapshot"
import { Picture } from "~ui/controls/picture"

/** Who is signed in. */
export function Person({ user: { name, identifier, imageUrl } }: { user: UserSummary }) {
  return (
    <div className="who">
      <Picture name={name} imageUrl={imageUrl} look="round" />
      <div className="who__text">
        <p className="who__name" dir="auto">
          {name}
        </p>
        {name !== identifier && (
          <p className="who__more" dir="auto">
            {identifier}
          </p>
        )}
      </div>
    </div>
  )
}
