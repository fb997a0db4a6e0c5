import type { UserSummary } from "~session/snapshot"
import { Picture } from "~ui/controls/picture"

/** Who is signed in. */
export function Person({ user: { name, identifier, imageUrl } }: { user: UserSummary }) {
  return (
    <div className="who">
      <Picture name={name} imageUrl={imageUrl} look="round" />
      <div className="who__text">
        <bdi className="who__name">{name}</bdi>
        {name !== identifier && <bdi className="who__more">{identifier}</bdi>}
      </div>
    </div>
  )
}
