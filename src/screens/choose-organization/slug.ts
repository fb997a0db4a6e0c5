/** A slug that suits a name: what web addresses can hold, for example "acme-gmbh" for "Acmé GmbH". */
export function slugFor(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
}
