import { MessageError } from "~messaging/message-error"
import { useCommand } from "~react/use-command"
import { useWhenSeen } from "~react/when-seen"
import { Loading } from "~ui/page/loading"
import { OrganizationsToCome } from "./organization-list"

/** Shown when there is nothing to choose, while the only organization becomes the active one. */
export function ExclusiveOrganization({ onEnd }: { onEnd: (error: MessageError | null) => void }) {
  const { send } = useCommand("activate-exclusive-organization")

  useWhenSeen(() => void send().then((reply) => onEnd(reply.ok ? null : new MessageError(reply.failure))))

  return (
    <OrganizationsToCome>
      <Loading />
    </OrganizationsToCome>
  )
}
