import { t } from "~i18n"
import { useQuery } from "~react/use-query"
import { useTask } from "~screens/task-page/task"
import { Loading } from "~ui/page/loading"
import { CreateOrganizationForm, type CreateOrganizationFormProps } from "./create-organization-form"

type CreateOrganizationProps = Omit<CreateOrganizationFormProps, "defaults" | "asksForSlug">

/** Creates an organization, starting from Clerk's proposals if the instance turns them on. */
export function CreateOrganization(props: CreateOrganizationProps) {
  const { slug, creationDefaults } = useTask().session.instance.organizations
  return creationDefaults ? (
    <WithDefaults {...props} asksForSlug={slug} />
  ) : (
    <CreateOrganizationForm {...props} asksForSlug={slug} />
  )
}

function WithDefaults(props: Omit<CreateOrganizationFormProps, "defaults">) {
  const { data, error } = useQuery("get-creation-defaults")
  // Proposals only help: without them, the form is empty.
  if (!data && !error) return <Loading />
  return (
    <>
      {data?.existing && (
        <p className="notice" role="note">
          {t("organizationExists", data.existing.name, data.existing.domain)}
        </p>
      )}
      <CreateOrganizationForm {...props} defaults={data} />
    </>
  )
}
