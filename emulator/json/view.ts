import type { Instance } from "../model/instance"

/** What a resource's JSON depends on, apart from the resource. */
export type View = {
  instance: Instance
  /** The URL at which the caller reached the emulator, which also serves images. */
  baseUrl: string
  origin: string | undefined
}

export const imageUrl = ({ baseUrl }: View, { id, updatedAt }: { id: string; updatedAt: number }) =>
  `${baseUrl}/images/${id}?v=${updatedAt}`
