import "./who.css"

import type { ReactNode } from "react"

import type { OrganizationSummary, UserSummary } from "~session/snapshot"
import { Picture } from "~ui/controls/picture"
import { roleNameOf } from "~ui/controls/role-name"

/** Who is signed in. */
export function Person({ user: { fullName, identifier, imageUrl, hasImage } }: { user: UserSummary }) {
  const name = fullName ?? identifier
  return (
    <Who
      name={name}
      more={fullName === null ? null : identifier}
      picture={<Picture name={name} imageUrl={hasImage ? imageUrl : null} look="round" />}
    />
  )
}

/** The active organization, and the user's role there. */
export function Organization({
  organization: { name, imageUrl, hasImage, roleName }
}: {
  organization: OrganizationSummary
}) {
  return (
    <Who
      name={name}
      more={roleNameOf(roleName)}
      picture={<Picture name={name} imageUrl={hasImage ? imageUrl : null} />}
    />
  )
}

function Who({ name, more, picture }: { name: string; more: string | null; picture: ReactNode }) {
  return (
    <div className="who">
      {picture}
      <div className="who__text">
        <p className="who__name" dir="auto">
          {name}
        </p>
        {more !== null && (
          <p className="who__more" dir="auto">
            {more}
          </p>
        )}
      </div>
    </div>
  )
}
