import type { Instance } from "../model/instance"

/** What the JSON of a resource depends on, besides the resource. */
export type View = {
  instance: Instance
  /** Where the caller reached the emulator: images are served from there. */
  baseUrl: string
  origin: string | undefined
}

export const imageUrl = ({ baseUrl }: View, { id, updatedAt }: { id: string; updatedAt: number }) =>
  `${baseUrl}/images/${id}?v=${updatedAt}`
